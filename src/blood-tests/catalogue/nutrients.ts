import { TYPICAL_ADULT, type Analyte } from './analyte.js';

const MAYO = 'Mayo Clinic Laboratories, adults';

/** Vitamins and iron. */
export const NUTRIENTS: readonly Analyte[] = [
  {
    code: 'vitd',
    name: '25-hydroxyvitamin D, total (D2 and D3)',
    // Not 1989-3 and 14635-7 (LOINC: Calcidiol), which are of D3 alone: less than the total where somebody takes D2.
    loincCodes: ['62292-8'],
    canonicalUnit: 'ng/mL',
    acceptedUnits: ['ng/mL', 'nmol/L', 'ug/L'],
    equivalences: [{ unit: 'nmol/L', factor: '1/2.496' }],
    plausible: { low: '2', high: '250' },
    referenceRanges: [{ ageLow: 18, low: '20', high: '50', source: 'Mayo Clinic Laboratories, optimum levels' }],
  },
  {
    code: 'ferritin',
    name: 'Ferritin',
    loincCodes: ['2276-4', '20567-4'],
    canonicalUnit: 'ng/mL',
    acceptedUnits: ['ng/mL', 'ug/L'],
    plausible: { low: '1', high: '50000' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '30', high: '400', source: TYPICAL_ADULT },
      { sex: 'female', ageLow: 18, low: '15', high: '150', source: TYPICAL_ADULT },
    ],
  },
  {
    code: 'iron',
    name: 'Iron',
    loincCodes: ['2498-4', '14798-3'],
    canonicalUnit: 'ug/dL',
    acceptedUnits: ['ug/dL', 'umol/L'],
    equivalences: [{ unit: 'umol/L', factor: '5.5845' }],
    plausible: { low: '1', high: '2000' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '50', high: '150', source: MAYO },
      { sex: 'female', ageLow: 18, low: '35', high: '145', source: MAYO },
    ],
  },
  {
    code: 'b12',
    name: 'Vitamin B12 (cobalamin)',
    loincCodes: ['2132-9', '14685-2'],
    canonicalUnit: 'pg/mL',
    acceptedUnits: ['pg/mL', 'pmol/L', 'ng/L'],
    equivalences: [{ unit: 'pmol/L', factor: '1.35537' }],
    plausible: { low: '10', high: '50000' },
    referenceRanges: [{ ageLow: 18, low: '180', high: '914', source: MAYO }],
  },
  {
    code: 'folate',
    name: 'Folate, serum',
    loincCodes: ['2284-8', '14732-2'],
    canonicalUnit: 'ng/mL',
    acceptedUnits: ['ng/mL', 'nmol/L', 'ug/L'],
    equivalences: [{ unit: 'nmol/L', factor: '0.4414' }],
    plausible: { low: '0.1', high: '500' },
    referenceRanges: [{ ageLow: 18, low: '4.0', source: `${MAYO}: deficiency suspected below 4.0` }],
  },
];
