import type { Absence, Figure } from './figure.js';
import { addDays } from './local-date.js';
import { MINIMUM_DAYS, SLEEP_BAND_SECONDS, VALID_NIGHT_SECONDS, VALID_STEPS, WINDOW_DAYS } from './metrics.js';

/** One local day of a user, of the one source that counts for each total; null where there is no record, which is not zero. */
export interface DayTotals {
  readonly localDate: string;
  readonly steps: number | null;
  /** Moderate plus twice vigorous, whole seconds. */
  readonly mvpaSeconds: number | null;
  readonly asleepSeconds: number | null;
}

/** The figures that are means of days. */
export interface DailyFigures {
  readonly steps: Figure | Absence;
  readonly mvpa: Figure | Absence;
  /** Nightly minutes outside seven to nine hours. */
  readonly sleep: Figure | Absence;
  /** Nightly minutes asleep, which only the guideline score reads. */
  readonly asleep: Figure | Absence;
}

const SECONDS_A_MINUTE = 60;
const DAYS_A_WEEK = 7;

/** The figures of the window that ends the day before `localDate`, which itself is partial and never counts. */
export function dailyFigures(localDate: string, days: readonly DayTotals[]): DailyFigures {
  const first = addDays(localDate, -WINDOW_DAYS);
  const window = days.filter((day) => first <= day.localDate && day.localDate < localDate);
  const stepsDays = window.filter((day) => isWithin(VALID_STEPS, day.steps));
  const nights = window.map((day) => day.asleepSeconds).filter((seconds) => isWithin(VALID_NIGHT_SECONDS, seconds));
  return {
    steps: mean(stepsDays.map((day) => day.steps ?? 0)),
    mvpa: mean(
      stepsDays.map((day) => DAYS_A_WEEK * (day.mvpaSeconds ?? 0)),
      SECONDS_A_MINUTE,
    ),
    sleep: mean(nights.map(outsideBand), SECONDS_A_MINUTE),
    asleep: mean(nights, SECONDS_A_MINUTE),
  };
}

function isWithin(bounds: { low: number; high: number }, total: number | null): total is number {
  return total !== null && bounds.low <= total && total <= bounds.high;
}

/** Measured night by night, so that a night of four hours and one of twelve do not cancel. */
function outsideBand(seconds: number): number {
  return Math.max(SLEEP_BAND_SECONDS.low - seconds, seconds - SLEEP_BAND_SECONDS.high, 0);
}

function mean(totals: readonly number[], perUnit = 1): Figure | Absence {
  if (totals.length < MINIMUM_DAYS) return { absent: 'insufficient_days' };
  return {
    numerator: totals.reduce((sum, total) => sum + BigInt(total), 0n),
    denominator: BigInt(perUnit * totals.length),
    days: totals.length,
    observedOn: null,
  };
}
