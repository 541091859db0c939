import { VALID_NIGHT_SECONDS, VALID_STEPS } from '../scoring/metrics.js';
import { allMeasured } from './daily-measures.js';
import { MOST_SOURCES, type DailySummary, type SourceOfDay } from './daily-summary.dto.js';
import { countingSources, type DailyMetric, type DailyTotal } from './daily-totals.js';
import type { SourceOrder } from './source-order.js';

type Counting = ReturnType<typeof countingSources>;

/** A local day as its sources tell it, and as it counts. */
export function dailySummary(localDate: string, totals: readonly DailyTotal[], order: SourceOrder | null): DailySummary {
  const counting = countingSources(totals, order);
  const measures = allMeasured((metric) => counting[metric]);
  const sources = totals.map((total) => sourceOfDay(total, counting));
  return {
    localDate,
    ...measures,
    validForScore: {
      steps: isWithin(VALID_STEPS, measures.steps),
      sleep: isWithin(VALID_NIGHT_SECONDS, measures.totalSleepSeconds),
    },
    sources: sources.toSorted((a, b) => Number(b.countsFor.length > 0) - Number(a.countsFor.length > 0)).slice(0, MOST_SOURCES),
  };
}

function sourceOfDay(total: DailyTotal, counting: Counting): SourceOfDay {
  return {
    source: { name: total.source_name, kind: total.source_kind },
    activityCount: total.activity_records,
    sleepSessionCount: total.sleep_records,
    ...allMeasured(() => total),
    countsFor: (Object.keys(counting) as DailyMetric[]).filter((metric) => counting[metric] === total),
  };
}

const isWithin = ({ low, high }: { low: number; high: number }, total: number | null): boolean =>
  total !== null && low <= total && total <= high;
