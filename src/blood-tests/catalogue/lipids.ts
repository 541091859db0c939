import type { Analyte } from './analyte.js';

const MILLIMOLES_OF_CHOLESTEROL = { unit: 'mmol/L', factor: '38.67' };
const LIPID_UNITS = ['mg/dL', 'mmol/L', 'g/L'];
const ATP_III = 'NCEP Adult Treatment Panel III (2002)';
const LDL = {
  canonicalUnit: 'mg/dL',
  acceptedUnits: LIPID_UNITS,
  equivalences: [MILLIMOLES_OF_CHOLESTEROL],
  plausible: { low: '5', high: '1200' },
  referenceRanges: [{ ageLow: 18, high: '130', highExclusive: true, source: `${ATP_III}: borderline high from 130` }],
} as const;

/** Cholesterol by its carriers, triglycerides, and apolipoprotein B. */
export const LIPIDS: readonly Analyte[] = [
  {
    code: 'chol_total',
    name: 'Cholesterol, total',
    loincCodes: ['2093-3', '14647-2'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: LIPID_UNITS,
    equivalences: [MILLIMOLES_OF_CHOLESTEROL],
    plausible: { low: '20', high: '1500' },
    referenceRanges: [{ ageLow: 18, high: '200', highExclusive: true, source: `${ATP_III}: desirable below 200` }],
  },
  {
    code: 'hdl',
    name: 'HDL cholesterol',
    loincCodes: ['2085-9', '14646-4'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: LIPID_UNITS,
    equivalences: [MILLIMOLES_OF_CHOLESTEROL],
    plausible: { low: '3', high: '300' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '40', source: `${ATP_III}: low below 40 in men` },
      { sex: 'female', ageLow: 18, low: '50', source: `${ATP_III}: low below 50 in women (metabolic syndrome)` },
    ],
  },
  {
    code: 'nonhdl',
    name: 'Non-HDL cholesterol',
    loincCodes: ['43396-1', '70204-3'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: LIPID_UNITS,
    equivalences: [MILLIMOLES_OF_CHOLESTEROL],
    plausible: { low: '10', high: '1500' },
    referenceRanges: [
      { ageLow: 18, high: '130', highExclusive: true, source: "AHA Life's Essential 8 (2022): full points below 130" },
    ],
  },
  { code: 'ldl', name: 'LDL cholesterol, method not stated', loincCodes: ['2089-1', '22748-8'], ...LDL },
  { code: 'ldl_calc', name: 'LDL cholesterol, calculated', loincCodes: ['13457-7', '39469-2'], ...LDL },
  { code: 'ldl_direct', name: 'LDL cholesterol, direct', loincCodes: ['18262-6', '69419-0'], ...LDL },
  {
    code: 'trig',
    name: 'Triglycerides',
    loincCodes: ['2571-8', '14927-8', '3043-7', '70218-3'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: LIPID_UNITS,
    equivalences: [{ unit: 'mmol/L', factor: '88.57' }],
    plausible: { low: '5', high: '10000' },
    referenceRanges: [{ ageLow: 18, high: '150', highExclusive: true, source: `${ATP_III}: normal below 150, fasting` }],
  },
  {
    code: 'apob',
    name: 'Apolipoprotein B',
    loincCodes: ['1884-6'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'g/L', 'mg/L'],
    plausible: { low: '10', high: '500' },
    referenceRanges: [
      {
        ageLow: 18,
        high: '100',
        highExclusive: true,
        source: 'Mayo Clinic Laboratories: desirable below 90, borderline high from 100',
      },
    ],
  },
];
