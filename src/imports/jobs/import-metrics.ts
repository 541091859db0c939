import { Counter } from 'prom-client';

/** Imports that this process has brought to their end: `succeeded`, also with rejected entries, or `failed`. */
export const importsOver = new Counter({
  name: 'health_tracker_imports_total',
  help: 'Imports that are over, by how they ended.',
  labelNames: ['outcome'],
});
for (const outcome of ['succeeded', 'failed']) importsOver.inc({ outcome }, 0); // there before the first one
