import type { MetricId } from './metrics.js';

/** A function of some of the metrics, worked out once for each of the sets that there are, which are 128. */
export function ofMetrics<T>(workOut: (ids: readonly MetricId[]) => T): (ids: readonly MetricId[]) => T {
  const known = new Map<string, T>();
  return (ids) => {
    const name = ids.join();
    let result = known.get(name);
    if (result === undefined) known.set(name, (result = workOut(ids)));
    return result;
  };
}
