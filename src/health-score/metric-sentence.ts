import type { MetricPhrases } from '../health-records/metric-phrases.js';
import type { AbsenceReason } from '../scoring/figure.js';
import type { MetricStanding } from './health-score.dto.js';
import { countOf, isNegligible, numberAs, pointsOf } from './numbers-in-words.js';

/** The standing in one metric, as one would say it. */
export function metricSentence(phrases: MetricPhrases, standing: Omit<MetricStanding, 'sentence'>): string {
  const { value, missing, others } = standing;
  if (value === null) return absence(phrases, missing as AbsenceReason);
  const figure = figureOf(phrases, value);
  if (others === null) return `${figure}. Fewer than two others have it on record, so there is nobody to compare it with.`;
  return `${figure}${comparison(standing)}.${contribution(standing)}`;
}

const absence = ({ name, absent }: MetricPhrases, reason: AbsenceReason): string =>
  reason === 'under_18' ? `${name}: people under 18 are not compared with others.` : absent[reason]!;

function figureOf({ figure, figureOfZero, number }: MetricPhrases, value: number): string {
  if (value === 0 && figureOfZero !== undefined) return figureOfZero;
  return figure.replace('#', value < 0.5 ? `less than ${numberAs(number, 1)}` : numberAs(number, value));
}

function comparison({ percentile, others, cohort }: Pick<MetricStanding, 'percentile' | 'others' | 'cohort'>): string {
  if (percentile === null) return `, compared with ${countOf(others!)} others`;
  return `: better than ${shareOf(percentile)} of ${countOf(others!)} ${cohort === 'everybody' ? 'others' : `other ${cohort}`}`;
}

/** Rounding makes nobody better than everybody, or than nobody. */
function shareOf(percentile: number): string {
  if (percentile === 0) return 'none';
  if (percentile === 100) return 'all';
  if (percentile < 1) return 'less than 1 %';
  return percentile > 99 ? 'more than 99 %' : `${countOf(percentile)} %`;
}

function contribution({ points }: Pick<MetricStanding, 'points'>): string {
  if (points === null) return '';
  if (isNegligible(points)) return ' This hardly moves your score.';
  return points > 0 ? ` This adds ${pointsOf(points)} to your score.` : ` This takes ${pointsOf(points)} off your score.`;
}
