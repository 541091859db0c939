import { Histogram } from 'prom-client';

/** How long a score itself takes, without what its request waits for before and after: the database, mostly, and the arithmetic. */
export const scoreDuration = new Histogram({
  name: 'health_tracker_health_score_duration_seconds',
  help: 'How long it took to read what a health score is made of, and to compute and explain it.',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
});
