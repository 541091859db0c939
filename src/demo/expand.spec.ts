import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../time/instant.js';
import { addDays, daysBetween } from '../time/local-date.js';
import { localDate } from '../time/time-zone.js';
import { expandPerson } from './expand.js';
import { parsePeople, type Person } from './people.js';
import type { DemoActivity } from './wire-records.js';

const people = parsePeople(readFileSync(join(process.cwd(), 'src/demo/nhanes-2011-2012.csv'), 'utf8'));
const today = '2026-04-05'; // clocks went forward on 8 March in New York and on 29 March in Berlin
const expand = (person: Person, seed: number, timeZone = 'America/New_York') => expandPerson(person, { seed, today, timeZone });
const everybody = people.map((person, seed) => ({ person, ...expand(person, seed) }));
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const inWindow = <T>(records: T[]): T[] => records.slice(-28);
const seconds = (record: { startedAt: string; endedAt: string }): number => (at(record.endedAt) - at(record.startedAt)) / 1000;
const at = (text: string): number => parseInstant(text) ?? Number.NaN;
const dayOf = (text: string, zone = 'America/New_York'): string => localDate(at(text), zone);
const equivalent = ({ moderateSeconds = 0, vigorousSeconds = 0 }: DemoActivity): number => moderateSeconds + 2 * vigorousSeconds;
const weekend = (one: DemoActivity): boolean => [0, 6].includes(new Date(`${dayOf(one.startedAt)}T12:00:00Z`).getUTCDay());
const instant = (date: string): unknown => expect.stringMatching(new RegExp(`^${date}T\\d\\d:\\d\\d:\\d\\d\\.000Z$`));
const days = (count: number): string[] => Array.from({ length: count }, (_, index) => addDays(today, index - count));

describe('the daily records of a person', () => {
  it('have the measured mean of steps over the last 28 days, to the step', () => {
    const wrong = everybody.filter(
      ({ person, physicalActivities }) =>
        person.stepsPerDay !== null &&
        sum(inWindow(physicalActivities).map(({ steps }) => steps)) !== 28 * Math.round(person.stepsPerDay),
    );
    expect(wrong).toEqual([]);
  });

  it('have the measured minutes of activity a week, vigorous ones counted twice, to the second', () => {
    const measured = everybody.filter(({ person }) => person.stepsPerDay !== null && person.mvpaMinutesPerWeek !== null);
    const wrong = measured.filter(({ person, physicalActivities }) => {
      return sum(inWindow(physicalActivities).map(equivalent)) !== 4 * 60 * (person.mvpaMinutesPerWeek ?? 0);
    });
    expect(measured.length).toBeGreaterThan(2000);
    expect(wrong).toEqual([]);
  });

  it('have the measured mean of sleep over the last 28 nights, to the second', () => {
    const wrong = everybody.filter(
      ({ person, sleepSessions }) =>
        person.sleepHours !== null &&
        sum(inWindow(sleepSessions).map(({ totalSleepSeconds }) => totalSleepSeconds)) !== 28 * 3600 * person.sleepHours,
    );
    expect(wrong).toEqual([]);
  });

  it('have days and nights that count, each in its bounds', () => {
    const activities = everybody.flatMap(({ physicalActivities }) => physicalActivities);
    const nights = everybody.flatMap(({ sleepSessions }) => sleepSessions);
    expect(activities.filter(({ steps }) => steps < 100 || steps > 100_000)).toEqual([]);
    expect(activities.filter((one) => (one.moderateSeconds ?? 0) + (one.vigorousSeconds ?? 0) > seconds(one))).toEqual([]);
    expect(nights.filter(({ totalSleepSeconds }) => totalSleepSeconds < 7200 || totalSleepSeconds > 18 * 3600)).toEqual([]);
    expect(
      nights.filter((one) => one.totalSleepSeconds + 1200 > seconds(one) || one.totalSleepSeconds + 3600 < seconds(one)),
    ).toEqual([]);
  });

  it('vary from day to day as those of real people do, with less at weekends', () => {
    const walkers = everybody.slice(0, 600).filter(({ person }) => (person.stepsPerDay ?? 0) > 3000);
    const variation = walkers.map(({ physicalActivities }) => {
      const steps = physicalActivities.map((one) => one.steps);
      const mean = sum(steps) / steps.length;
      return Math.sqrt(sum(steps.map((count) => (count - mean) ** 2)) / steps.length) / mean;
    });
    expect(sum(variation) / variation.length).toBeGreaterThan(0.25);
    expect(sum(variation) / variation.length).toBeLessThan(0.35);
    const mean = (isWeekend: boolean): number => {
      const steps = walkers.flatMap((one) =>
        one.physicalActivities.filter((day) => weekend(day) === isWeekend).map((day) => day.steps),
      );
      return sum(steps) / steps.length;
    };
    expect(mean(true) / mean(false)).toBeGreaterThan(0.85);
    expect(mean(true) / mean(false)).toBeLessThan(0.95);
  });

  it.each(['America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Europe/Berlin', 'Africa/Cairo'])(
    'cover each of the last 30 local days up to yesterday in %s, and overlap nowhere',
    (zone) => {
      for (const [seed, person] of people.slice(0, 40).entries()) {
        const { physicalActivities, sleepSessions } = expand(person, seed, zone);
        expect(physicalActivities.map((one) => dayOf(one.startedAt, zone))).toEqual(person.stepsPerDay === null ? [] : days(30));
        expect(physicalActivities.map((one) => dayOf(one.endedAt, zone))).toEqual(person.stepsPerDay === null ? [] : days(30));
        expect(sleepSessions.map((one) => dayOf(one.endedAt, zone))).toEqual(person.sleepHours === null ? [] : days(30));
        const bounds = [...physicalActivities, ...sleepSessions]
          .toSorted((a, b) => at(a.startedAt) - at(b.startedAt))
          .flatMap((one) => [at(one.startedAt), at(one.endedAt)]);
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
      }
    },
  );

  it('overlap nowhere for those who sleep longest either', () => {
    const late = everybody.filter(({ physicalActivities, sleepSessions }) =>
      sleepSessions.some((night, day) => {
        const [before, after] = [physicalActivities[day - 1], physicalActivities[day]];
        return (before && at(before.endedAt) > at(night.startedAt)) || (after && at(night.endedAt) > at(after.startedAt));
      }),
    );
    expect(late).toEqual([]);
  });

  it('have a blood test of 10 to 200 days ago with the values that were measured, and only those', () => {
    for (const { person, bloodTests } of everybody) {
      const measured = [person.hba1cPercent, person.totalCholesterolMgPerDl, person.hdlMgPerDl, person.triglyceridesMgPerDl];
      const values = [...measured, person.fastingGlucoseMgPerDl].filter((value) => value !== null);
      expect(bloodTests.flatMap(({ results }) => results.map(({ value }) => value))).toEqual(values);
      expect(bloodTests).toHaveLength(values.length > 0 ? 1 : 0);
    }
    const ages = everybody.flatMap(({ bloodTests }) => bloodTests.map((test) => daysBetween(dayOf(test.collectedAt), today)));
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([10, 200]);
  });

  it('look on the wire as the API takes them', () => {
    const person = people[808];
    if (!person) throw new Error('The file is too short');
    const { physicalActivities, sleepSessions, bloodTests } = expandPerson(person, {
      seed: 1,
      today,
      timeZone: 'UTC',
      bloodTestDaysAgo: 40,
    });
    const watch = { timeZone: 'UTC', source: { name: 'Demo watch', kind: 'watch' } };
    expect(physicalActivities[29]).toEqual({
      ...watch,
      type: 'walking',
      startedAt: instant('2026-04-04'),
      endedAt: '2026-04-04T19:30:00.000Z',
      steps: expect.any(Number),
      moderateSeconds: expect.any(Number),
      vigorousSeconds: 0,
    });
    expect(sleepSessions[29]).toEqual({
      ...watch,
      startedAt: instant('2026-04-0[34]'),
      endedAt: instant('2026-04-04'),
      totalSleepSeconds: expect.any(Number),
    });
    expect(bloodTests).toEqual([
      {
        collectedAt: instant('2026-02-24'),
        timeZone: 'UTC',
        source: { name: 'Demo laboratory', kind: 'laboratory' },
        fasting: true,
        results: [
          { analyte: 'hba1c', value: 5.5, unit: '%' },
          { analyte: 'chol_total', value: 208, unit: 'mg/dL' },
          { analyte: 'hdl', value: 47, unit: 'mg/dL' },
          { analyte: 'trig', value: 111, unit: 'mg/dL' },
          { analyte: 'glucose_fasting', value: 89, unit: 'mg/dL' },
        ],
      },
    ]);
  });

  it('are the same whenever they are made, and others for another seed', () => {
    const person = people[808];
    if (!person) throw new Error('The file is too short');
    expect(expand(person, 1)).toEqual(expand(person, 1));
    expect(expand(person, 1)).not.toEqual(expand(person, 2));
  });

  it('reach back as many days as are asked for, with the same means', () => {
    const person = people[808];
    if (!person) throw new Error('The file is too short');
    const { physicalActivities, sleepSessions } = expandPerson(person, { seed: 1, today, timeZone: 'UTC', days: 90 });
    expect(physicalActivities.map((one) => dayOf(one.startedAt, 'UTC'))).toEqual(days(90));
    expect(sum(inWindow(physicalActivities).map(({ steps }) => steps))).toBe(28 * 9155);
    expect(sum(inWindow(sleepSessions).map((night) => night.totalSleepSeconds))).toBe(28 * 7 * 3600);
  });
});
