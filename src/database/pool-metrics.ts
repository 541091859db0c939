import { Histogram } from 'prom-client';

/** How long work had to wait for a connection: what grows when the database is the bottleneck, or a connection is not given back. */
export const poolWait = new Histogram({
  name: 'health_tracker_database_pool_wait_seconds',
  help: 'How long work waited for a connection of the pool.',
  buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
});
