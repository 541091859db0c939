import { cohortLabel } from '../scoring/cohorts.js';
import { METRICS, type MetricId } from '../scoring/metrics.js';
import { isQuantileTold, MINIMUM_PEOPLE, roundingStep, roundTo, toldCount } from './disclosure.js';
import { histogramQuantile } from './histogram-quantile.js';
import { POPULATION_COHORTS } from './population-cohorts.js';
import type { GroupStatistics } from './population-statistics.dto.js';

/** What the figures of one metric add up to in a group, in millionths of the metric's unit, and how many lie in each bucket. */
export interface Group {
  n: bigint;
  sRaw: bigint;
  qRaw: bigint;
  counts: number[];
}

/** The finest that is told of a metric, in its unit. */
const FINEST_STEPS: Readonly<Record<MetricId, number>> = { steps: 1, mvpa: 1, sleep: 1, hba1c: 0.01, nonhdl: 1, hdl: 1, trig: 1 };

/** What is told about a metric in a cohort, named as in the API; null where too few people are in it. */
export function groupStatistics(metric: MetricId, cohort: string, { n, sRaw, qRaw, counts }: Group): GroupStatistics | null {
  if (n < MINIMUM_PEOPLE) return null;
  const people = Number(n);
  const standardDeviation = Math.sqrt(Number(n * qRaw - sRaw * sRaw) / Number(n * (n - 1n))) / 1e6;
  const step = roundingStep(people, standardDeviation, FINEST_STEPS[metric]);
  const quantile = (percent: number): number | null =>
    isQuantileTold(people, percent) ? roundTo(step, histogramQuantile(metric, counts, percent)) : null;
  return {
    metric,
    unit: METRICS[metric].unit,
    cohort,
    cohortLabel: cohortLabel(POPULATION_COHORTS.get(cohort)!),
    n: toldCount(people),
    mean: roundTo(step, Number(sRaw) / people / 1e6),
    standardDeviation: roundTo(step, standardDeviation),
    quantiles: { p5: quantile(5), p25: quantile(25), p50: quantile(50), p75: quantile(75), p95: quantile(95) },
    roundedTo: step,
  };
}
