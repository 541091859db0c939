import type { Dice } from './dice.js';
import { somebody, type Person, type SentActivity, type SentBloodTest, type SentSleep } from './person.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Asia/Kolkata',
];
const SOURCES = [
  undefined,
  { name: 'Band', kind: 'watch' },
  { name: 'Halo', kind: 'ring' },
  { name: 'Pocket', kind: 'phone' },
  { name: 'Gym', kind: 'other' },
] as const;
/** Many are women in their forties and men in their thirties, so that some cohorts of an age are large enough. */
const PROFILES = [
  { sexAtBirth: 'female', birthDate: '1982-05-17' },
  { sexAtBirth: 'male', birthDate: '1990-02-28' },
  { sexAtBirth: 'female', birthDate: '1979-11-03' },
  { sexAtBirth: 'female', birthDate: '1986-11-03' },
  { sexAtBirth: 'male', birthDate: '1996-11-02' },
  { sexAtBirth: 'male', birthDate: '1992-12-31' },
  { sexAtBirth: 'female', birthDate: '1986-11-04' },
  { sexAtBirth: 'male', birthDate: '1959-07-30' },
  { sexAtBirth: 'intersex', birthDate: '1988-08-08' },
  { sexAtBirth: 'female', birthDate: '1980-01-01' },
  { sexAtBirth: 'male', birthDate: '1989-11-03' },
  { sexAtBirth: 'female', birthDate: '2012-02-29' },
  { sexAtBirth: 'female', birthDate: '1950-01-01' },
  { sexAtBirth: 'male', birthDate: '1991-06-15' },
  { sexAtBirth: 'male', birthDate: null },
  { sexAtBirth: 'female', birthDate: '1978-03-09' },
  { sexAtBirth: 'unknown', birthDate: null },
  { sexAtBirth: 'male', birthDate: '2008-11-03' },
] as const;
const UNITS = { hba1c: ['%', 'mmol/mol'], lipids: ['mg/dL', 'mmol/L', 'g/L'], glucose: ['mg/dL', 'mmol/L'] } as const;
const PER_UNIT: Readonly<Record<string, number>> = { 'mmol/L': 0.026, 'g/L': 0.01 };

/** People of every kind that the definition tells apart, with the records of a month that ends at an instant. */
export function crowd(size: number, nowMs: number, dice: Dice, zones: readonly string[] = ZONES): Person[] {
  return Array.from({ length: size }, (_, i) => {
    const person = somebody({ ...PROFILES[i % PROFILES.length], timeZone: dice.oneOf(zones) });
    if (dice.happens(0.85))
      person.activities = days(dice).flatMap((daysAgo) => activitiesOfDay(nowMs - daysAgo * DAY, person, dice));
    if (dice.happens(0.75))
      person.sleepSessions = days(dice).flatMap((daysAgo) => sleepOfNight(nowMs - daysAgo * DAY, person, dice));
    if (dice.happens(0.8)) person.bloodTests = Array.from({ length: dice.from(1, 2) }, () => bloodTest(nowMs, person, dice));
    return person;
  });
}

/** Three to six of the last thirty days, and today or the day beyond the window for some. */
function days(dice: Dice): number[] {
  const edges = [0, 28, 29].filter(() => dice.happens(0.3));
  return [...edges, ...Array.from({ length: dice.from(3, 6) }, (_, i) => 1 + i * 3 + dice.from(0, 2))];
}

const iso = (ms: number): string => new Date(ms).toISOString();

function activitiesOfDay(aboutMs: number, person: Person, dice: Dice): SentActivity[] {
  return Array.from({ length: dice.oneOf([1, 1, 2]) }, () => {
    const [start, minutes] = [aboutMs + dice.from(-600, 300) * MINUTE, dice.from(20, 900)];
    const intensity = dice.happens(0.6)
      ? { moderateSeconds: dice.from(0, 40 * minutes), vigorousSeconds: dice.from(0, 20 * minutes) }
      : {};
    return {
      type: 'daily_activity',
      startedAt: iso(start),
      endedAt: iso(start + minutes * MINUTE),
      timeZone: zoneOf(person, dice),
      source: dice.oneOf(SOURCES),
      ...(dice.happens(0.9) ? { steps: steps(dice) } : {}),
      ...intensity,
    };
  });
}

/** Mostly those of a day, at times of a device on the table, of hardly a day, or beyond belief. */
function steps(dice: Dice): number {
  return dice.happens(0.85) ? dice.from(800, 16_000) : dice.oneOf([0, 0, 50, 99, 100, 45_000, 100_000, 160_000]);
}

/** A night of one source or two, told by its length or by stages; with a nap, or a second session over part of it. */
function sleepOfNight(aboutMs: number, person: Person, dice: Dice): SentSleep[] {
  const timeZone = zoneOf(person, dice);
  const source = dice.oneOf(SOURCES);
  const [start, minutes] = [aboutMs + dice.from(-300, 300) * MINUTE, dice.from(150, 620)];
  const end = start + minutes * MINUTE;
  const common = { timeZone, source };
  const nap = dice.happens(0.3)
    ? [
        {
          ...common,
          startedAt: iso(end + HOUR),
          endedAt: iso(end + 2 * HOUR),
          isMainSleep: false,
          totalSleepSeconds: dice.from(0, 3600),
        },
      ]
    : [];
  if (dice.happens(0.4))
    return [
      { ...common, startedAt: iso(start), endedAt: iso(end), totalSleepSeconds: 60 * minutes - dice.from(0, 4000) },
      ...nap,
    ];
  const restless = { ...common, startedAt: iso(start), endedAt: iso(end), stages: stages(start, end, dice) };
  const over = { ...common, startedAt: iso(end - 40 * MINUTE), endedAt: iso(end + 35 * MINUTE), totalSleepSeconds: 75 * 60 };
  return [restless, ...(dice.happens(0.4) ? [over] : []), ...nap];
}

function stages(start: number, end: number, dice: Dice): SentSleep['stages'] {
  const cuts = [
    start,
    ...Array.from({ length: 5 }, (_, i) => start + Math.round(((end - start) * (i + 1)) / 6 / 1000) * 1000),
    end,
  ];
  return cuts.slice(1).flatMap((until, i) => {
    const stage = dice.oneOf(['awake', 'light', 'deep', 'rem', 'unknown'] as const);
    return dice.happens(0.9) ? [{ stage, startedAt: iso(cuts[i]!), endedAt: iso(until) }] : [];
  });
}

function bloodTest(nowMs: number, person: Person, dice: Dice): SentBloodTest {
  const result = (analyte: string, inFirstUnit: number, units: readonly string[]): SentBloodTest['results'] => {
    const unit = dice.oneOf(units);
    const scale =
      analyte === 'hba1c' ? (unit === '%' ? 1 : 9) : analyte === 'trig' && unit === 'mmol/L' ? 0.0113 : (PER_UNIT[unit] ?? 1);
    const value = Number((inFirstUnit * (analyte === 'glucose_fasting' && unit === 'mmol/L' ? 0.0555 : scale)).toFixed(3));
    return dice.happens(0.75) ? [{ analyte, value, unit }] : [];
  };
  const hdl = result('hdl', dice.from(20, 95), UNITS.lipids);
  return {
    // Half of the days are shared, so that some people have two tests of one instant.
    collectedAt: iso(nowMs - dice.oneOf([0, 1, 20, 20, 200, 364, 365, 366, dice.from(0, 500)]) * DAY),
    timeZone: zoneOf(person, dice),
    results: [
      ...hdl,
      ...result('hba1c', dice.from(46, 90) / 10, UNITS.hba1c),
      ...result('chol_total', dice.from(150, 330), UNITS.lipids),
      ...result('nonhdl', dice.from(70, 300), UNITS.lipids),
      ...result('trig', dice.from(40, 500), UNITS.lipids),
      ...result('glucose_fasting', dice.from(70, 140), UNITS.glucose),
      { analyte: 'sodium', value: dice.from(136, 144), unit: 'mmol/L' },
    ],
  };
}

/** One more record of some day before the instant. */
export const newRecord = {
  activities: (nowMs: number, person: Person, dice: Dice) => activitiesOfDay(nowMs - dice.from(1, 28) * DAY, person, dice)[0]!,
  sleepSessions: (nowMs: number, person: Person, dice: Dice) => ({
    startedAt: iso(nowMs - 4.5 * DAY),
    endedAt: iso(nowMs - 4.5 * DAY + dice.from(120, 700) * MINUTE),
    timeZone: person.profile.timeZone,
    source: { name: 'Diary', kind: 'manual' } as const,
    totalSleepSeconds: dice.from(100, 7200),
  }),
  bloodTests: bloodTest,
};

/** Some records are made on journeys. */
const zoneOf = (person: Person, dice: Dice): string => (dice.happens(0.9) ? person.profile.timeZone : dice.oneOf(ZONES));
