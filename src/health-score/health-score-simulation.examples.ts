import type { SimulateHealthScore } from './health-score-simulation.dto.js';

/** Bodies that the documentation offers for trying out. */
export const SIMULATION_EXAMPLES = {
  better: {
    summary: 'What if I walked more, and had a lower HbA1c?',
    value: { figures: { steps: 9000, hba1c: 5.4 } } satisfies SimulateHealthScore,
  },
  sleep: {
    summary: 'What if I always slept for seven to nine hours?',
    value: { figures: { sleep: 0 } } satisfies SimulateHealthScore,
  },
};
