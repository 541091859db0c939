import { sum } from './linear-algebra.js';
import { DOMAIN_WEIGHTS, METRIC_IDS, METRICS, type MetricId } from './metrics.js';

/** The weight of each metric in a score of these metrics alone: domains share first, then the metrics of each; sums to 1. */
export function weightsAmong(metricIds: readonly MetricId[]): number[] {
  const domains = [...new Set(metricIds.map((id) => METRICS[id].domain))];
  const domainTotal = sum(domains.map((domain) => DOMAIN_WEIGHTS[domain]));
  return metricIds.map((id) => {
    const { domain, weight } = METRICS[id];
    const siblings = metricIds.filter((other) => METRICS[other].domain === domain);
    return (DOMAIN_WEIGHTS[domain] / domainTotal) * (weight / sum(siblings.map((sibling) => METRICS[sibling].weight)));
  });
}

const FULL_WEIGHTS = new Map(weightsAmong(METRIC_IDS).map((weight, i) => [METRIC_IDS[i]!, weight]));

/** The weight of each of these metrics in a score of all metrics. */
export function fullWeights(metricIds: readonly MetricId[]): number[] {
  return metricIds.map((id) => FULL_WEIGHTS.get(id)!);
}
