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

/**
 * What the valid days of a window add up to; the figures follow from it. Whole numbers far below 2^53, so that a day is added and
 * taken away without the others being looked at.
 */
export interface WindowSums {
  readonly stepsDays: number;
  readonly steps: number;
  /** Over the days with valid steps. */
  readonly mvpaSeconds: number;
  readonly nights: number;
  /** Outside seven to nine hours, night by night. */
  readonly outsideBandSeconds: number;
  readonly asleepSeconds: number;
}

/** A window without a valid day. */
export const NO_DAYS: WindowSums = { stepsDays: 0, steps: 0, mvpaSeconds: 0, nights: 0, outsideBandSeconds: 0, asleepSeconds: 0 };

const SECONDS_A_MINUTE = 60;
const DAYS_A_WEEK = 7;

/** How a figure follows from the sums: `times` the total, over `per` times the days that it is the total of. */
export interface DailyMean {
  readonly total: keyof WindowSums;
  readonly days: 'stepsDays' | 'nights';
  readonly times: number;
  readonly per: number;
}

export const DAILY_MEANS = {
  steps: { total: 'steps', days: 'stepsDays', times: 1, per: 1 },
  mvpa: { total: 'mvpaSeconds', days: 'stepsDays', times: DAYS_A_WEEK, per: SECONDS_A_MINUTE },
  sleep: { total: 'outsideBandSeconds', days: 'nights', times: 1, per: SECONDS_A_MINUTE },
  asleep: { total: 'asleepSeconds', days: 'nights', times: 1, per: SECONDS_A_MINUTE },
} as const satisfies Record<keyof DailyFigures, DailyMean>;

/** What one day adds to a window. Without valid steps nobody knows that the device was worn, so that its minutes do not count. */
export function sumsOfDay({ steps, mvpaSeconds, asleepSeconds }: DayTotals): WindowSums {
  const isWorn = isWithin(VALID_STEPS, steps);
  const isNight = isWithin(VALID_NIGHT_SECONDS, asleepSeconds);
  return {
    stepsDays: isWorn ? 1 : 0,
    steps: isWorn ? steps : 0,
    mvpaSeconds: isWorn ? (mvpaSeconds ?? 0) : 0,
    nights: isNight ? 1 : 0,
    outsideBandSeconds: isNight ? outsideBand(asleepSeconds) : 0,
    asleepSeconds: isNight ? asleepSeconds : 0,
  };
}

/** The first sums, with others added (1) or taken away (-1). */
export const combined = (a: WindowSums, b: WindowSums, sign: 1 | -1): WindowSums => ({
  stepsDays: a.stepsDays + sign * b.stepsDays,
  steps: a.steps + sign * b.steps,
  mvpaSeconds: a.mvpaSeconds + sign * b.mvpaSeconds,
  nights: a.nights + sign * b.nights,
  outsideBandSeconds: a.outsideBandSeconds + sign * b.outsideBandSeconds,
  asleepSeconds: a.asleepSeconds + sign * b.asleepSeconds,
});

/** The local dates, both included, that count on `localDate`: the 28 days before it, which itself is partial and never counts. */
export function windowOf(localDate: string): { readonly from: string; readonly to: string } {
  if (localDate !== latest.localDate) {
    latest = { localDate, window: { from: addDays(localDate, -WINDOW_DAYS), to: addDays(localDate, -1) } };
  }
  return latest.window;
}

// Most of those who are asked for one after the other live the same day.
let latest = { localDate: '', window: { from: '', to: '' } };

/** What the days of the window that ends the day before `localDate` add up to. */
export function windowSums(localDate: string, days: readonly DayTotals[]): WindowSums {
  const { from, to } = windowOf(localDate);
  return days
    .filter((day) => from <= day.localDate && day.localDate <= to)
    .reduce((sums, day) => combined(sums, sumsOfDay(day), 1), NO_DAYS);
}

/** The figures of a window. */
export function dailyFigures(sums: WindowSums): DailyFigures {
  const { steps, mvpa, sleep, asleep } = DAILY_MEANS;
  return { steps: mean(sums, steps), mvpa: mean(sums, mvpa), sleep: mean(sums, sleep), asleep: mean(sums, asleep) };
}

function isWithin(bounds: { low: number; high: number }, total: number | null): total is number {
  return total !== null && bounds.low <= total && total <= bounds.high;
}

/** Measured night by night, so that a night of four hours and one of twelve do not cancel. */
function outsideBand(seconds: number): number {
  return Math.max(SLEEP_BAND_SECONDS.low - seconds, seconds - SLEEP_BAND_SECONDS.high, 0);
}

function mean(sums: WindowSums, { total, days: counted, times, per }: DailyMean): Figure | Absence {
  const days = sums[counted];
  if (days < MINIMUM_DAYS) return { absent: 'insufficient_days' };
  return { numerator: BigInt(times * sums[total]), denominator: BigInt(per * days), days, observedOn: null };
}
