import { TYPICAL_ADULT, type Analyte } from './analyte.js';

const MAYO = 'Mayo Clinic Laboratories, adults';

/** What the kidneys filter, and how much they filter. */
export const KIDNEY: readonly Analyte[] = [
  {
    code: 'creatinine',
    name: 'Creatinine',
    loincCodes: ['2160-0', '14682-9', '38483-4', '59826-8'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'umol/L', 'mg/L'],
    equivalences: [{ unit: 'umol/L', factor: '1/88.42' }],
    plausible: { low: '0.1', high: '30' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '0.74', high: '1.35', source: MAYO },
      { sex: 'female', ageLow: 18, low: '0.59', high: '1.04', source: MAYO },
    ],
  },
  {
    code: 'egfr',
    name: 'Glomerular filtration rate, estimated, per standard body surface',
    // Not 48642-3 and 48643-1 (LOINC: predicted among non-blacks, and among blacks): laboratories told both of one sample, and
    // nothing says which is the person's.
    loincCodes: ['98979-8', '62238-1', '33914-3', '69405-9'],
    canonicalUnit: 'mL/min/{1.73_m2}',
    acceptedUnits: ['mL/min/{1.73_m2}', 'mL/s/{1.73_m2}'],
    plausible: { low: '1', high: '250' },
    referenceRanges: [{ ageLow: 18, low: '60', source: 'KDIGO 2012: decreased below 60' }],
  },
  {
    code: 'bun',
    name: 'Urea nitrogen (BUN)',
    loincCodes: ['3094-0', '22664-7', '6299-2'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'mmol/L', 'mg/L'],
    // Millimoles are those of urea, as laboratories report them; a mass is that of its nitrogen.
    equivalences: [{ unit: 'mmol/L', factor: '1/0.357' }],
    plausible: { low: '1', high: '300' },
    referenceRanges: [{ ageLow: 18, low: '6', high: '24', source: 'Mayo Clinic, blood urea nitrogen test' }],
  },
  {
    code: 'uric_acid',
    name: 'Uric acid (urate)',
    loincCodes: ['3084-1', '14933-6'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'umol/L', 'mmol/L', 'mg/L'],
    equivalences: [{ unit: 'umol/L', factor: '1/59.48' }],
    plausible: { low: '0.5', high: '30' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '3.4', high: '7.0', source: TYPICAL_ADULT },
      { sex: 'female', ageLow: 18, low: '2.4', high: '6.0', source: TYPICAL_ADULT },
    ],
  },
];
