import { TYPICAL_ADULT, type Analyte } from './analyte.js';

const OESTERLING = 'Oesterling et al., JAMA 1993;270:860, by decade of age';

/** Thyroid hormones, and the prostate's antigen. */
export const HORMONES: readonly Analyte[] = [
  {
    code: 'tsh',
    name: 'Thyrotropin (TSH)',
    loincCodes: ['3016-3', '11579-0', '11580-8'],
    canonicalUnit: 'm[IU]/L',
    acceptedUnits: ['m[IU]/L', 'u[IU]/mL', 'mU/L'],
    // Laboratories write U for the international unit of hormones; in UCUM it is the enzyme unit, which thyrotropin cannot have.
    equivalences: [{ unit: 'mU/L', factor: '1' }],
    plausible: { low: '0.001', high: '500' },
    referenceRanges: [{ ageLow: 18, low: '0.4', high: '4.0', source: TYPICAL_ADULT }],
  },
  {
    code: 'free_t4',
    name: 'Thyroxine, free',
    loincCodes: ['3024-7', '14920-3'],
    canonicalUnit: 'ng/dL',
    acceptedUnits: ['ng/dL', 'pmol/L', 'ng/L'],
    equivalences: [{ unit: 'pmol/L', factor: '0.077687' }],
    plausible: { low: '0.05', high: '20' },
    referenceRanges: [{ ageLow: 18, low: '0.9', high: '1.7', source: 'Mayo Clinic Laboratories, adults' }],
  },
  {
    code: 'psa',
    name: 'Prostate specific antigen, total',
    loincCodes: ['2857-1'],
    canonicalUnit: 'ng/mL',
    acceptedUnits: ['ng/mL', 'ug/L'],
    plausible: { low: '0', high: '10000' },
    referenceRanges: [
      { sex: 'male', ageLow: 40, ageHigh: 49, high: '2.5', source: OESTERLING },
      { sex: 'male', ageLow: 50, ageHigh: 59, high: '3.5', source: OESTERLING },
      { sex: 'male', ageLow: 60, ageHigh: 69, high: '4.5', source: OESTERLING },
      { sex: 'male', ageLow: 70, ageHigh: 79, high: '6.5', source: OESTERLING },
    ],
  },
];
