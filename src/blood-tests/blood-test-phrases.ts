import type { PhrasesOf } from '../health-records/metric-phrases.js';
import type { LaboratoryMetricId } from '../scoring/metrics.js';

const CONCENTRATION = { maximumFractionDigits: 0 } as const;

/** How people speak of the metrics that are laboratory values. */
export const BLOOD_TEST_PHRASES: PhrasesOf<LaboratoryMetricId> = {
  hba1c: {
    name: 'Hemoglobin A1c',
    topic: 'your HbA1c',
    figure: 'Your HbA1c is # %',
    number: { minimumFractionDigits: 1, maximumFractionDigits: 1 },
    absent: {
      no_data: 'There is no HbA1c on record from before today.',
      stale: 'Your latest HbA1c is more than a year old.',
    },
  },
  nonhdl: {
    name: 'Non-HDL cholesterol',
    topic: 'your non-HDL cholesterol',
    figure: 'Your non-HDL cholesterol is # mg/dL',
    number: CONCENTRATION,
    absent: {
      no_data:
        'There is no non-HDL cholesterol on record from before today; total and HDL cholesterol of one blood test give it too.',
      stale: 'Your latest non-HDL cholesterol is more than a year old.',
    },
  },
  hdl: {
    name: 'HDL cholesterol',
    topic: 'your HDL cholesterol',
    figure: 'Your HDL cholesterol is # mg/dL',
    number: CONCENTRATION,
    absent: {
      no_data: 'There is no HDL cholesterol on record from before today.',
      stale: 'Your latest HDL cholesterol is more than a year old.',
    },
  },
  trig: {
    name: 'Triglycerides',
    topic: 'your triglycerides',
    figure: 'Your triglycerides are # mg/dL',
    number: CONCENTRATION,
    absent: {
      no_data: 'There are no triglycerides on record from before today.',
      stale: 'Your latest triglycerides are more than a year old.',
    },
  },
};
