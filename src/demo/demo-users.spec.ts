import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../time/instant.js';
import { addDays, daysBetween } from '../time/local-date.js';
import { isTimeZone, localDate } from '../time/time-zone.js';
import { demoUserIds, exampleUserId, namedDemoUsers, populationDemoUsers, type DemoUser } from './demo-users.js';
import { parsePeople } from './people.js';

const people = parsePeople(readFileSync(join(process.cwd(), 'src/demo/nhanes-2011-2012.csv'), 'utf8'));
const now = Date.parse('2026-04-10T20:00:00Z'); // already tomorrow in Kathmandu and Sydney
const named = namedDemoUsers(people, now);
const population = [...populationDemoUsers(people, now)];

const user = (key: keyof typeof demoUserIds): DemoUser => {
  const found = named.find(({ id }) => id === demoUserIds[key]);
  if (!found) throw new Error(`No ${key}`);
  return found;
};
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const stepsOf = (key: keyof typeof demoUserIds): number =>
  mean(
    user(key)
      .physicalActivities.slice(-28)
      .map(({ steps }) => steps),
  );
const hoursOf = (key: keyof typeof demoUserIds): number =>
  mean(
    user(key)
      .sleepSessions.slice(-28)
      .map((night) => night.totalSleepSeconds),
  ) / 3600;
const resultOf = (key: keyof typeof demoUserIds, analyte: string): number | undefined =>
  user(key).bloodTests[0]?.results.find((result) => result.analyte === analyte)?.value;
const dayIn = (zone: string, text: string): string => localDate(parseInstant(text) ?? Number.NaN, zone);
const recordsOf = (one: DemoUser): number[] => [one.physicalActivities.length, one.sleepSessions.length, one.bloodTests.length];

describe('the demo users', () => {
  it('have ids shaped as UUIDs of version 7, no two the same', () => {
    const ids = [...named, ...population].map(({ id }) => id);
    expect(new Set(ids).size).toBe(2401);
    expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
  });

  it('are each person of the survey once', () => {
    expect(named).toHaveLength(8);
    expect(population).toHaveLength(people.length - 7); // the teenager is not of the survey
    expect(population.map(({ displayName }) => displayName)).not.toContain('NHANES adult 0809');
    expect(population[420]).toMatchObject({
      id: '01890000-0000-7000-8001-000000000422',
      displayName: 'NHANES adult 0422',
      sexAtBirth: people[421]?.sexAtBirth,
      timeZone: 'America/New_York',
    });
  });

  it('live in zones that exist and have records up to their own yesterday', () => {
    for (const one of [...named, ...population]) {
      const yesterday = addDays(localDate(now, one.timeZone), -1);
      const last = [...one.physicalActivities.slice(-1), ...one.sleepSessions.slice(-1)].map(({ endedAt }) =>
        dayIn(one.timeZone, endedAt),
      );
      expect(last.every((date) => date === yesterday)).toBe(true);
      expect(isTimeZone(one.timeZone)).toBe(true);
    }
    expect(localDate(now, user('kathmandu').timeZone)).toBe('2026-04-11');
  });

  it('are the same whenever they are made for the same instant', () => {
    expect(namedDemoUsers(people, now)).toEqual(named);
    expect(populationDemoUsers(people, now).next().value).toEqual(population[0]);
  });

  it('cannot be made of too few people', () => {
    expect(() => namedDemoUsers(people.slice(0, 100), now)).toThrow(RangeError);
  });
});

describe('the user of the examples', () => {
  it('is average and has everything on record', () => {
    expect(exampleUserId).toBe(demoUserIds.average);
    expect(recordsOf(user('average'))).toEqual([30, 30, 1]);
    expect(user('average').bloodTests[0]?.results).toHaveLength(5);
    expect(stepsOf('average')).toBe(9155);
    expect(hoursOf('average')).toBe(7);
  });
});

describe('among the demo users', () => {
  it('there is a short sleeper', () => {
    expect(hoursOf('shortSleeper')).toBe(4);
  });

  it('there is an active one', () => {
    expect(stepsOf('active')).toBeGreaterThan(15_000);
    expect(user('active').physicalActivities.every(({ vigorousSeconds = 0 }) => vigorousSeconds > 0)).toBe(true);
  });

  it('there is one with much glucose in the blood', () => {
    expect(resultOf('highGlucose', 'hba1c')).toBeGreaterThan(6.5);
    expect(resultOf('highGlucose', 'glucose_fasting')).toBeGreaterThan(126);
  });

  it('there is one with five days of steps and nothing else', () => {
    expect(recordsOf(user('newcomer'))).toEqual([5, 0, 0]);
    expect(user('newcomer').physicalActivities.map((one) => dayIn('America/Los_Angeles', one.startedAt))).toEqual([
      '2026-04-05',
      '2026-04-06',
      '2026-04-07',
      '2026-04-08',
      '2026-04-09',
    ]);
  });

  it('there is one under age, who has everything but fasting values', () => {
    expect(recordsOf(user('teenager'))).toEqual([30, 30, 1]);
    expect(user('teenager').birthDate > '2008-04-10').toBe(true);
  });

  it('there is one where midnight is at a quarter past in UTC', () => {
    expect(user('kathmandu').timeZone).toBe('Asia/Kathmandu');
    expect(recordsOf(user('kathmandu'))).toEqual([30, 30, 1]);
  });

  it('there is one with nothing but a blood test of more than a year ago', () => {
    expect(recordsOf(user('oldBloodTest'))).toEqual([0, 0, 1]);
    const [test] = user('oldBloodTest').bloodTests;
    expect(daysBetween(dayIn('Australia/Sydney', test?.collectedAt ?? ''), '2026-04-11')).toBe(400);
  });
});
