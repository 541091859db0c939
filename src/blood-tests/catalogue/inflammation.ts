import type { Analyte } from './analyte.js';

/** C-reactive protein, by the assay for inflammation and by the one for cardiovascular risk. */
export const INFLAMMATION: readonly Analyte[] = [
  {
    code: 'crp_hs',
    name: 'C-reactive protein, high sensitivity',
    loincCodes: ['30522-7'],
    canonicalUnit: 'mg/L',
    acceptedUnits: ['mg/L', 'mg/dL'],
    plausible: { low: '0.01', high: '500' },
    referenceRanges: [{ ageLow: 18, high: '3', source: 'AHA/CDC (2003): average risk 1 to 3 mg/L, high risk above' }],
  },
  {
    code: 'crp',
    name: 'C-reactive protein',
    loincCodes: ['1988-5'],
    canonicalUnit: 'mg/L',
    acceptedUnits: ['mg/L', 'mg/dL'],
    plausible: { low: '0.1', high: '600' },
    referenceRanges: [
      {
        ageLow: 18,
        high: '10',
        highExclusive: true,
        source: 'Mayo Clinic, C-reactive protein test: high from 8 or 10 mg/L, by laboratory',
      },
    ],
  },
];
