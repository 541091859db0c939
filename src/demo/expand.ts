import { formatInstant } from '../time/instant.js';
import { addDays, daysBetween } from '../time/local-date.js';
import { startOfLocalDay } from '../time/local-midnight.js';
import type { Person } from './people.js';
import { SeededRandom } from './seeded-random.js';
import { spread, WINDOW_DAYS } from './spread.js';
import type { DemoActivity, DemoBloodTest, DemoRecords, DemoResult, DemoSleepSession, DemoSource } from './wire-records.js';

const HOUR = 3600;
const MIDDLE_OF_NIGHT = 3 * HOUR;
const EVENING = -4.5 * HOUR; // before the midnight that follows, however long the day
const LEAST_STEPS = 100; // of a day on which the watch was worn
const LEAST_SLEEP = 2 * HOUR; // of a night that counts
const watch: DemoSource = { name: 'Demo watch', kind: 'watch' };
const laboratory: DemoSource = { name: 'Demo laboratory', kind: 'laboratory' };

/** How a person becomes records: the seed of the variation, the user's local date and zone, and what differs from the usual. */
export interface Expansion {
  seed: number;
  today: string;
  timeZone: string;
  /** How many days up to yesterday have records: 30 unless told, at least 28. */
  days?: number;
  /** How long ago the blood was drawn: 10 to 200 days unless told. */
  bloodTestDaysAgo?: number;
}

/**
 * Daily records up to yesterday whose means over the last 28 days are the measured ones: steps to the whole step, activity and sleep
 * to the second. Nothing is recorded of what was not measured. The same arguments give the same records.
 */
export function expandPerson(person: Person, { seed, today, timeZone, days = 30, bloodTestDaysAgo }: Expansion): DemoRecords {
  const dates = Array.from({ length: days }, (_, index) => addDays(today, index - days));
  const starts = [...dates, today].map((date) => startOfLocalDay(date, timeZone));
  const at = (day: number, seconds: number): string => formatInstant((starts[day] ?? 0) + seconds * 1000);
  const random = new SeededRandom(seed);

  const nights = nightsOf(person, days, random);
  const sleepSessions = nights.map(({ asleep, inBed }, day): DemoSleepSession => {
    const wake = wakeOf(inBed);
    return { startedAt: at(day, wake - inBed), endedAt: at(day, wake), timeZone, source: watch, totalSleepSeconds: asleep };
  });

  const physicalActivities = activityOf(person, dates, random).map((amounts, day): DemoActivity => {
    const start = wakeOf(nights[day]?.inBed ?? 8 * HOUR) + HOUR / 2;
    return { type: 'walking', startedAt: at(day, start), endedAt: at(day + 1, EVENING), timeZone, source: watch, ...amounts };
  });

  const date = addDays(today, -(bloodTestDaysAgo ?? random.integer(10, 200)));
  const collectedAt = formatInstant(startOfLocalDay(date, timeZone) + random.integer(450, 600) * 60_000);
  const results = resultsOf(person);
  const test: DemoBloodTest = { collectedAt, timeZone, source: laboratory, fasting: person.fasting, results };
  return { physicalActivities, sleepSessions, bloodTests: results.length > 0 ? [test] : [] };
}

function nightsOf({ sleepHours }: Person, days: number, random: SeededRandom): { asleep: number; inBed: number }[] {
  if (sleepHours === null) return [];
  const mean = sleepHours * HOUR;
  const factors = Array.from({ length: days }, () => within(0.05, 1 + 0.3 * random.bell(), 1.95));
  return spread(WINDOW_DAYS * mean, Math.max(LEAST_SLEEP, mean - 2 * HOUR), factors).map((asleep) => {
    return { asleep, inBed: asleep + random.integer(20, 60) * 60 };
  });
}

/** Seconds after midnight: nights lie around the same hour, so who sleeps longer also rises later. */
function wakeOf(inBed: number): number {
  return MIDDLE_OF_NIGHT + Math.floor(inBed / 2);
}

function activityOf(
  { stepsPerDay, mvpaMinutesPerWeek, vigorousMinutesPerWeek }: Person,
  dates: readonly string[],
  random: SeededRandom,
): Pick<DemoActivity, 'steps' | 'moderateSeconds' | 'vigorousSeconds'>[] {
  if (stepsPerDay === null) return [];
  const weekend = 0.7 + 0.4 * random.uniform();
  const steps = spread(
    WINDOW_DAYS * Math.round(stepsPerDay),
    LEAST_STEPS,
    dates.map((date) => (isWeekend(date) ? weekend : 1) * within(0.2, 1 + 0.28 * random.bell(), 2)),
  );
  if (mvpaMinutesPerWeek === null || vigorousMinutesPerWeek === null) return steps.map((count) => ({ steps: count }));
  const weekly = (minutes: number): number[] =>
    spread(
      (WINDOW_DAYS / 7) * minutes * 60,
      0,
      dates.map(() => 1 + 0.1 * random.bell()),
    );
  const moderate = weekly(mvpaMinutesPerWeek - 2 * vigorousMinutesPerWeek);
  const vigorous = weekly(vigorousMinutesPerWeek);
  return steps.map((count, day) => ({ steps: count, moderateSeconds: moderate[day] ?? 0, vigorousSeconds: vigorous[day] ?? 0 }));
}

function resultsOf(person: Person): DemoResult[] {
  const measured: [DemoResult['analyte'], number | null, DemoResult['unit']][] = [
    ['hba1c', person.hba1cPercent, '%'],
    ['chol_total', person.totalCholesterolMgPerDl, 'mg/dL'],
    ['hdl', person.hdlMgPerDl, 'mg/dL'],
    ['trig', person.triglyceridesMgPerDl, 'mg/dL'],
    ['glucose_fasting', person.fastingGlucoseMgPerDl, 'mg/dL'],
  ];
  return measured.flatMap(([analyte, value, unit]) => (value === null ? [] : [{ analyte, value, unit }]));
}

function isWeekend(date: string): boolean {
  return daysBetween('2000-01-01', date) % 7 < 2; // that day was a Saturday
}

function within(least: number, value: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
