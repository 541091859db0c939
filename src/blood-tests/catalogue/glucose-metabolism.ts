import { TYPICAL_ADULT, TYPICAL_CRITICAL, type Analyte } from './analyte.js';

const MILLIMOLES_OF_GLUCOSE = { unit: 'mmol/L', factor: '18.0156' };
const GLUCOSE_UNITS = ['mg/dL', 'mmol/L', 'g/L', 'mg/L'];

/** Glucose, what it leaves behind on hemoglobin, and what keeps it in bounds. */
export const GLUCOSE_METABOLISM: readonly Analyte[] = [
  {
    code: 'glucose_fasting',
    name: 'Glucose, fasting',
    loincCodes: ['1558-6', '14771-0'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: GLUCOSE_UNITS,
    equivalences: [MILLIMOLES_OF_GLUCOSE],
    plausible: { low: '10', high: '1500' },
    fastingRequired: true,
    referenceRanges: [
      {
        ageLow: 18,
        low: '70',
        high: '100',
        highExclusive: true,
        criticalLow: '50',
        criticalHigh: '400',
        source: `ADA Standards of Care in Diabetes: normal below 100, hypoglycemia below 70; ${TYPICAL_CRITICAL}`,
      },
    ],
  },
  {
    code: 'glucose_random',
    name: 'Glucose, random',
    // The last two are of capillary blood by a glucometer (LOINC: Glucose, MCnc and SCnc, BldC): what meters tell in other formats,
    // too. None is of the fasting, and so none is scored.
    loincCodes: ['2345-7', '14749-6', '2339-0', '15074-8', '41653-7', '14743-9'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: GLUCOSE_UNITS,
    equivalences: [MILLIMOLES_OF_GLUCOSE],
    plausible: { low: '10', high: '1500' },
    referenceRanges: [
      {
        ageLow: 18,
        low: '70',
        high: '140',
        highExclusive: true,
        criticalLow: '50',
        criticalHigh: '400',
        source: `NBME Laboratory Values: random below 140; ADA: hypoglycemia below 70; ${TYPICAL_CRITICAL}`,
      },
    ],
  },
  {
    code: 'hba1c',
    name: 'Hemoglobin A1c',
    loincCodes: ['4548-4', '17856-6', '4549-2', '59261-8'],
    canonicalUnit: '%',
    acceptedUnits: ['%', 'mmol/mol'],
    // The NGSP-IFCC master equation: the percentage is not a tenth of the mmol/mol.
    equivalences: [{ unit: 'mmol/mol', factor: '0.09148', offset: '2.152' }],
    plausible: { low: '3', high: '20' },
    referenceRanges: [
      {
        ageLow: 18,
        low: '4.0',
        high: '5.7',
        highExclusive: true,
        source: 'ADA Standards of Care in Diabetes: normal below 5.7 %',
      },
    ],
  },
  {
    code: 'insulin',
    name: 'Insulin, fasting',
    loincCodes: ['27873-9'],
    canonicalUnit: 'u[IU]/mL',
    acceptedUnits: ['u[IU]/mL', 'm[IU]/L', 'mU/L', 'pmol/L'],
    equivalences: [
      { unit: 'pmol/L', factor: '1/6.0' },
      // Laboratories write U for the international unit of hormones; in UCUM it is the enzyme unit, which insulin cannot have.
      { unit: 'mU/L', factor: '1' },
    ],
    plausible: { low: '0.2', high: '1000' },
    fastingRequired: true,
    referenceRanges: [{ ageLow: 18, low: '2', high: '20', source: TYPICAL_ADULT }],
  },
];
