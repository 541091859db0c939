import type { MetricId } from '../scoring/metrics.js';
import type { HealthScore, MetricStanding } from './health-score.dto.js';

/** What people call a metric, and how its values read. */
export const METRIC_NAMES: Readonly<Record<MetricId, { name: string; subject: string; decimals: number; unit: string }>> = {
  steps: { name: 'Steps a day', subject: 'You walk', decimals: 0, unit: 'steps a day' },
  mvpa: { name: 'Moderate and vigorous activity', subject: 'You are active for', decimals: 0, unit: 'minutes a week' },
  sleep: {
    name: 'Sleep outside seven to nine hours',
    subject: 'Your nights miss seven to nine hours by',
    decimals: 0,
    unit: 'minutes',
  },
  hba1c: { name: 'Haemoglobin A1c', subject: 'Your HbA1c is', decimals: 1, unit: '%' },
  nonhdl: { name: 'Non-HDL cholesterol', subject: 'Your non-HDL cholesterol is', decimals: 0, unit: 'mg/dL' },
  hdl: { name: 'HDL cholesterol', subject: 'Your HDL cholesterol is', decimals: 0, unit: 'mg/dL' },
  trig: { name: 'Triglycerides', subject: 'Your triglycerides are', decimals: 0, unit: 'mg/dL' },
};

const number = (value: number, decimals: number): string =>
  value.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

const WHY_MISSING: Readonly<Record<NonNullable<MetricStanding['missing']>, string>> = {
  under_18: 'People under 18 are not compared: the reference is adult.',
  insufficient_days: 'At least 4 valid days of the last 28 are needed.',
  no_data: 'There is no result from before today.',
  stale: 'The latest result is more than a year old.',
  insufficient_population: 'There are not yet two others to compare with.',
};

/** The standing in one metric, as one would say it. */
export function metricSentence(standing: Omit<MetricStanding, 'sentence'>): string {
  const { name, subject, decimals, unit } = METRIC_NAMES[standing.metric];
  if (standing.value === null) return `${name}: ${WHY_MISSING[standing.missing!]}`;
  const value = `${subject} ${number(standing.value, decimals)} ${unit}`;
  if (standing.zScore === null) return `${value}. ${WHY_MISSING.insufficient_population}`;
  // A laboratory value alone stands among others, but there is no score that it could be worth points of.
  const worth = standing.points === null ? '' : `, worth ${standing.points < 0 ? '' : '+'}${number(standing.points, 1)} points`;
  if (standing.percentile === null) return `${value}${worth} among ${standing.others} others.`;
  return `${value}: better than ${number(standing.percentile, 0)} % of ${number(standing.others!, 0)} ${peopleOf(standing.cohort!)}${worth}.`;
}

const peopleOf = (cohort: string): string => (cohort === 'everybody' ? 'others' : `other ${cohort}`);

/** The whole score, as one would say it. */
export function scoreSentence({ status, score, interval95, metrics }: Omit<HealthScore, 'sentence'>): string {
  if (status === 'insufficient_population') return 'There are not yet enough others to compare with.';
  if (score === null) return 'There is not enough data for a score yet: record a few days of steps or sleep, or a blood test.';
  const ranked = metrics.filter(({ points }) => points !== null).toSorted((a, b) => b.points! - a.points!);
  const [best, worst] = [ranked[0]!, ranked.at(-1)!];
  const helps = best.points! > 0 ? ` ${best.name} helps most.` : '';
  const costs = worst.points! < 0 ? ` ${worst.name} costs most.` : '';
  const range =
    status === 'partial' && interval95
      ? ` Some measurements are missing: with all of them the score would be between ${number(interval95[0], 0)} and ${number(interval95[1], 0)}.`
      : '';
  return `Your score is ${number(score, 0)} of 100; 50 is the middle of the population.${helps}${costs}${range}`;
}
