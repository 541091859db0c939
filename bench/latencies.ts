/** What came of some requests; latencies in milliseconds. */
export interface Latencies {
  requests: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/** Sums up how long each of the requests took that filled so many seconds. */
export function latenciesOf(milliseconds: number[], seconds: number): Latencies {
  milliseconds.sort((a, b) => a - b);
  const quantile = (q: number): number => milliseconds[Math.floor(q * (milliseconds.length - 1))] ?? NaN;
  return { requests: milliseconds.length, perSecond: milliseconds.length / seconds, p50: quantile(0.5), p99: quantile(0.99) };
}
