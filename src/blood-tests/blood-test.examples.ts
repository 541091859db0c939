import type { BloodTestBatch, CreateBloodTest, UpdateBloodTest } from './blood-test.dto.js';

/** Bodies that the documentation offers for trying out. */
export const BLOOD_TEST_EXAMPLES = {
  lipids: {
    summary: 'Lipids and HbA1c, in the units of a European laboratory',
    value: {
      collectedAt: '2026-11-02T07:30:00+01:00',
      fasting: true,
      laboratory: 'Charité Labor Berlin',
      results: [
        { analyte: 'chol_total', value: 5.2, unit: 'mmol/L' },
        { analyte: 'hdl', value: 1.4, unit: 'mmol/L' },
        { analyte: 'trig', value: 1.1, unit: 'mmol/L' },
        { analyte: 'hba1c', value: 38, unit: 'mmol/mol' },
      ],
    } satisfies CreateBloodTest,
  },
  below: {
    summary: 'A value below what the assay can tell, reported by a laboratory',
    value: {
      collectedAt: '2026-11-03T09:00:00Z',
      source: { name: 'Charité Labor Berlin', kind: 'laboratory' },
      externalId: 'B-4711',
      results: [{ analyte: 'crp', value: 0.3, unit: 'mg/L', comparator: '<' }],
    } satisfies CreateBloodTest,
  },
};

export const BLOOD_TEST_BATCH_EXAMPLES = {
  several: {
    summary: 'Two blood tests, all or none',
    value: { items: Object.values(BLOOD_TEST_EXAMPLES).map(({ value }) => value), atomic: true } satisfies BloodTestBatch,
  },
};

export const BLOOD_TEST_PATCH_EXAMPLES = {
  fasting: {
    summary: 'Had not fasted, and no laboratory is known',
    value: { fasting: false, laboratory: null } satisfies UpdateBloodTest,
  },
};
