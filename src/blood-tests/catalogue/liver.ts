import type { Analyte } from './analyte.js';

const MAYO_LIVER = 'Mayo Clinic, liver function tests';
const MAYO = 'Mayo Clinic Laboratories, adults';
const ENZYME_UNITS = ['U/L', '[IU]/L', 'ukat/L', 'nkat/L'];
// Before the enzyme unit had its symbol U it was called an international unit; both are one micromole a minute.
const INTERNATIONAL_UNITS = { unit: '[IU]/L', factor: '1' };

/** Proteins the liver makes, enzymes it loses when it suffers, and what it clears. */
export const LIVER: readonly Analyte[] = [
  {
    code: 'albumin',
    name: 'Albumin',
    loincCodes: ['1751-7', '61151-7', '61152-5'],
    canonicalUnit: 'g/dL',
    acceptedUnits: ['g/dL', 'g/L', 'mg/dL'],
    plausible: { low: '1', high: '7' },
    referenceRanges: [{ ageLow: 18, low: '3.5', high: '5.0', source: MAYO_LIVER }],
  },
  {
    code: 'total_protein',
    name: 'Protein, total',
    loincCodes: ['2885-2'],
    canonicalUnit: 'g/dL',
    acceptedUnits: ['g/dL', 'g/L'],
    plausible: { low: '1', high: '20' },
    referenceRanges: [{ ageLow: 18, low: '6.3', high: '7.9', source: MAYO_LIVER }],
  },
  {
    code: 'alp',
    name: 'Alkaline phosphatase',
    loincCodes: ['6768-6'],
    canonicalUnit: 'U/L',
    acceptedUnits: ENZYME_UNITS,
    equivalences: [INTERNATIONAL_UNITS],
    plausible: { low: '1', high: '5000' },
    referenceRanges: [{ ageLow: 18, low: '40', high: '129', source: MAYO_LIVER }],
  },
  {
    code: 'alt',
    name: 'Alanine aminotransferase (ALT)',
    loincCodes: ['1742-6', '1743-4', '1744-2'],
    canonicalUnit: 'U/L',
    acceptedUnits: ENZYME_UNITS,
    equivalences: [INTERNATIONAL_UNITS],
    plausible: { low: '1', high: '20000' },
    referenceRanges: [{ ageLow: 18, low: '7', high: '55', source: MAYO_LIVER }],
  },
  {
    code: 'ast',
    name: 'Aspartate aminotransferase (AST)',
    loincCodes: ['1920-8', '30239-8'],
    canonicalUnit: 'U/L',
    acceptedUnits: ENZYME_UNITS,
    equivalences: [INTERNATIONAL_UNITS],
    plausible: { low: '1', high: '20000' },
    referenceRanges: [{ ageLow: 18, low: '8', high: '48', source: MAYO_LIVER }],
  },
  {
    code: 'ggt',
    name: 'Gamma-glutamyltransferase (GGT)',
    loincCodes: ['2324-2'],
    canonicalUnit: 'U/L',
    acceptedUnits: ENZYME_UNITS,
    equivalences: [INTERNATIONAL_UNITS],
    plausible: { low: '1', high: '10000' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '8', high: '61', source: MAYO },
      { sex: 'female', ageLow: 18, low: '5', high: '36', source: MAYO },
    ],
  },
  {
    code: 'bilirubin',
    name: 'Bilirubin, total',
    loincCodes: ['1975-2', '14631-6'],
    canonicalUnit: 'mg/dL',
    acceptedUnits: ['mg/dL', 'umol/L', 'mg/L'],
    equivalences: [{ unit: 'umol/L', factor: '1/17.104' }],
    plausible: { low: '0', high: '60' },
    referenceRanges: [{ ageLow: 18, low: '0.1', high: '1.2', source: MAYO_LIVER }],
  },
];
