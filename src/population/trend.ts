import { keptAmount, ORIGINS, type DailyMeasure } from './daily-measures.js';
import { byLocalDate, DAILY_METRICS, type DailyTotal } from './daily-totals.js';
import { periodEnd, periodStart, type Period } from './period.js';
import { sourceThatCounts, type SourceOrder } from './source-order.js';
import type { TrendPeriod } from './trend.dto.js';

/** The periods with a record of the measure, the latest first. */
export function trend(
  measure: DailyMeasure,
  period: Period,
  totals: readonly DailyTotal[],
  order: SourceOrder | null,
): TrendPeriod[] {
  const amounts = new Map<string, number[]>();
  for (const [localDate, day] of byLocalDate(totals)) {
    const counting = sourceThatCounts(day, DAILY_METRICS[ORIGINS[measure].metric], order);
    if (counting === null) continue;
    const start = periodStart(period, localDate);
    const amount = keptAmount(counting, measure)!;
    const known = amounts.get(start);
    if (known) known.push(amount);
    else amounts.set(start, [amount]);
  }
  return [...amounts]
    .map(([start, ofDays]) => ({
      periodStart: start,
      periodEnd: periodEnd(period, start),
      ...statisticsOf(ofDays, ORIGINS[measure].perUnit),
    }))
    .toSorted((a, b) => (a.periodStart < b.periodStart ? 1 : -1));
}

/** The sum is an exact integer, and so the mean is rounded once. */
function statisticsOf(amounts: readonly number[], perUnit: 1 | 100): Pick<TrendPeriod, 'n' | 'mean' | 'minimum' | 'maximum'> {
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return {
    n: amounts.length,
    mean: Math.round((sum * (100 / perUnit)) / amounts.length) / 100,
    minimum: Math.min(...amounts) / perUnit,
    maximum: Math.max(...amounts) / perUnit,
  };
}
