import { MAYO_CRITICAL, TYPICAL_ADULT, type Analyte } from './analyte.js';

const MERCK = 'Merck Manual, complete blood count';
const TYPICAL_HEMOGLOBIN = `${TYPICAL_ADULT}; ${MAYO_CRITICAL}`;
const THOUSANDS = ['10*3/uL', '10*9/L', '/uL', '/nL'];
const FRACTION_OF_VOLUME = { unit: 'L/L', factor: '100' };

/** The cells of blood: how many, how large, and how much hemoglobin they carry. */
export const BLOOD_COUNT: readonly Analyte[] = [
  {
    code: 'hemoglobin',
    name: 'Hemoglobin',
    // Not 59260-0 (LOINC: SCnc): it does not say whether moles are those of the tetramer or of a quarter of it, as both are told.
    loincCodes: ['718-7', '20509-6'],
    canonicalUnit: 'g/dL',
    acceptedUnits: ['g/dL', 'g/L'],
    plausible: { low: '2', high: '25' },
    referenceRanges: [
      {
        sex: 'male',
        ageLow: 18,
        low: '13.5',
        high: '17.5',
        criticalLow: '6.0',
        criticalHigh: '20.0',
        source: TYPICAL_HEMOGLOBIN,
      },
      {
        sex: 'female',
        ageLow: 18,
        low: '12.0',
        high: '15.5',
        criticalLow: '6.0',
        criticalHigh: '20.0',
        source: TYPICAL_HEMOGLOBIN,
      },
    ],
  },
  {
    code: 'hematocrit',
    name: 'Hematocrit',
    loincCodes: ['4544-3', '20570-8', '4545-0', '71833-8'],
    canonicalUnit: '%',
    acceptedUnits: ['%', 'L/L'],
    equivalences: [FRACTION_OF_VOLUME],
    plausible: { low: '5', high: '80' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '41', high: '51', source: MERCK },
      { sex: 'female', ageLow: 18, low: '36', high: '47', source: MERCK },
    ],
  },
  {
    code: 'rbc',
    name: 'Erythrocytes',
    loincCodes: ['789-8', '26453-1', '790-6'],
    canonicalUnit: '10*6/uL',
    acceptedUnits: ['10*6/uL', '10*12/L', '/pL'],
    plausible: { low: '0.5', high: '12' },
    referenceRanges: [
      { sex: 'male', ageLow: 18, low: '4.5', high: '5.9', source: MERCK },
      { sex: 'female', ageLow: 18, low: '4.0', high: '5.2', source: MERCK },
    ],
  },
  {
    code: 'wbc',
    name: 'Leukocytes',
    loincCodes: ['6690-2', '26464-8', '804-5'],
    canonicalUnit: '10*3/uL',
    acceptedUnits: THOUSANDS,
    plausible: { low: '0.1', high: '500' },
    referenceRanges: [
      { ageLow: 18, low: '4.0', high: '11.0', criticalHigh: '100', source: `${TYPICAL_ADULT}; ${MAYO_CRITICAL}` },
    ],
  },
  {
    code: 'lymph_pct',
    name: 'Lymphocytes per 100 leukocytes',
    loincCodes: ['736-9', '26478-8', '737-7'],
    canonicalUnit: '%',
    acceptedUnits: ['%'],
    plausible: { low: '0', high: '100' },
    referenceRanges: [{ ageLow: 18, low: '20', high: '40', source: 'MedlinePlus, blood differential test' }],
  },
  {
    code: 'platelets',
    name: 'Platelets',
    loincCodes: ['777-3', '26515-7', '778-1'],
    canonicalUnit: '10*3/uL',
    acceptedUnits: THOUSANDS,
    plausible: { low: '0', high: '5000' },
    referenceRanges: [
      {
        ageLow: 18,
        low: '150',
        high: '450',
        criticalLow: '40',
        criticalHigh: '1000',
        source: `ABIM Laboratory Test Reference Ranges; ${MAYO_CRITICAL}`,
      },
    ],
  },
  {
    code: 'mcv',
    name: 'Mean corpuscular volume (MCV)',
    loincCodes: ['787-2', '30428-7'],
    canonicalUnit: 'fL',
    acceptedUnits: ['fL', 'um3'],
    plausible: { low: '40', high: '160' },
    referenceRanges: [{ ageLow: 18, low: '80', high: '100', source: MERCK }],
  },
  {
    code: 'mch',
    name: 'Mean corpuscular hemoglobin (MCH)',
    loincCodes: ['785-6', '28539-5'],
    canonicalUnit: 'pg',
    acceptedUnits: ['pg'],
    plausible: { low: '10', high: '60' },
    referenceRanges: [{ ageLow: 18, low: '28', high: '32', source: MERCK }],
  },
  {
    code: 'mchc',
    name: 'Mean corpuscular hemoglobin concentration (MCHC)',
    loincCodes: ['786-4', '28540-3'],
    canonicalUnit: 'g/dL',
    acceptedUnits: ['g/dL', 'g/L'],
    plausible: { low: '15', high: '50' },
    referenceRanges: [{ ageLow: 18, low: '32', high: '36', source: MERCK }],
  },
  {
    code: 'rdw',
    name: 'Erythrocyte distribution width, coefficient of variation (RDW-CV)',
    loincCodes: ['788-0', '30385-9'],
    canonicalUnit: '%',
    acceptedUnits: ['%'],
    plausible: { low: '8', high: '40' },
    referenceRanges: [{ ageLow: 18, low: '11.5', high: '14.5', source: MERCK }],
  },
  {
    code: 'rdw_sd',
    name: 'Erythrocyte distribution width, standard deviation (RDW-SD)',
    loincCodes: ['21000-5', '30384-2'],
    canonicalUnit: 'fL',
    acceptedUnits: ['fL'],
    plausible: { low: '20', high: '200' },
    referenceRanges: [{ ageLow: 18, low: '39', high: '46', source: TYPICAL_ADULT }],
  },
];
