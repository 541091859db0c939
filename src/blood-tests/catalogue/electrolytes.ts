import { TYPICAL_CRITICAL, type Analyte } from './analyte.js';

const MAYO = 'Mayo Clinic Laboratories, adults';
const MONOVALENT_UNITS = ['mmol/L', 'meq/L'];
const ONE_CHARGE = { unit: 'meq/L', factor: '1' };

/** Ions and minerals of serum. */
export const ELECTROLYTES: readonly Analyte[] = [
  {
    code: 'sodium',
    name: 'Sodium',
    loincCodes: ['2951-2', '2947-0'],
    canonicalUnit: 'mmol/L',
    acceptedUnits: MONOVALENT_UNITS,
    equivalences: [ONE_CHARGE],
    plausible: { low: '80', high: '220' },
    referenceRanges: [
      { ageLow: 18, low: '135', high: '145', criticalLow: '120', criticalHigh: '160', source: `${MAYO}; ${TYPICAL_CRITICAL}` },
    ],
  },
  {
    code: 'potassium',
    name: 'Potassium',
    loincCodes: ['2823-3', '6298-4'],
    canonicalUnit: 'mmol/L',
    acceptedUnits: MONOVALENT_UNITS,
    equivalences: [ONE_CHARGE],
    plausible: { low: '1', high: '15' },
    referenceRanges: [
      { ageLow: 18, low: '3.6', high: '5.2', criticalLow: '2.5', criticalHigh: '6.0', source: `${MAYO}; ${TYPICAL_CRITICAL}` },
    ],
  },
  {
    code: 'chloride',
    name: 'Chloride',
    loincCodes: ['2075-0', '2069-3'],
    canonicalUnit: 'mmol/L',
    acceptedUnits: MONOVALENT_UNITS,
    equivalences: [ONE_CHARGE],
    plausible: { low: '40', high: '180' },
    referenceRanges: [{ ageLow: 18, low: '98', high: '107', source: MAYO }],
  },
  {
    code: 'bicarbonate',
    name: 'Bicarbonate (total carbon dioxide)',
    loincCodes: ['2028-9', '1963-8', '20565-8'],
    canonicalUnit: 'mmol/L',
    acceptedUnits: MONOVALENT_UNITS,
    equivalences: [ONE_CHARGE],
    plausible: { low: '2', high: '80' },
    referenceRanges: [{ ageLow: 18, low: '22', high: '29', source: MAYO }],
  },
  {
    code: 'calcium',
    name: 'Calcium, total',
    loincCodes: ['17861-6', '2000-8', '49765-1', '1996-8'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'mmol/L', 'meq/L'],
    equivalences: [
      { unit: 'mmol/L', factor: '4.0078' },
      { unit: 'meq/L', factor: '2.0039' },
    ],
    plausible: { low: '2', high: '25' },
    referenceRanges: [
      {
        ageLow: 18,
        low: '8.6',
        high: '10.2',
        criticalLow: '6.5',
        criticalHigh: '13.0',
        source: `ABIM Laboratory Test Reference Ranges; ${TYPICAL_CRITICAL}`,
      },
    ],
  },
  {
    code: 'magnesium',
    name: 'Magnesium',
    loincCodes: ['19123-9', '2601-3'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'mmol/L', 'meq/L'],
    equivalences: [
      { unit: 'mmol/L', factor: '2.4305' },
      { unit: 'meq/L', factor: '1.21525' },
    ],
    plausible: { low: '0.2', high: '20' },
    referenceRanges: [{ ageLow: 18, low: '1.7', high: '2.3', source: MAYO }],
  },
  {
    code: 'phosphate',
    name: 'Phosphate (inorganic phosphorus)',
    loincCodes: ['2777-1', '14879-1'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'mmol/L'],
    // A mass is that of phosphorus, as laboratories report it.
    equivalences: [{ unit: 'mmol/L', factor: '3.0974' }],
    plausible: { low: '0.2', high: '30' },
    referenceRanges: [{ ageLow: 18, low: '2.5', high: '4.5', source: MAYO }],
  },
];
