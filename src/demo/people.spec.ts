import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePeople, type Person } from './people.js';

const csv = readFileSync(join(process.cwd(), 'src/demo/nhanes-2011-2012.csv'), 'utf8');
const people = parsePeople(csv);
const measured = (key: keyof Person): number[] =>
  people.map((person) => person[key]).filter((value) => typeof value === 'number');

describe('the demo population', () => {
  it('is one of 2,400 adults, 2,000 of them with everything that is scored but perhaps triglycerides', () => {
    expect(people).toHaveLength(2400);
    const complete = people.filter((person) =>
      [
        person.stepsPerDay,
        person.mvpaMinutesPerWeek,
        person.sleepHours,
        person.hba1cPercent,
        person.totalCholesterolMgPerDl,
        person.hdlMgPerDl,
      ].every((value) => value !== null),
    );
    expect(complete).toHaveLength(2000);
  });

  it('has people of whom steps, sleep or blood is unknown', () => {
    expect(people.filter((person) => person.stepsPerDay === null).length).toBeGreaterThan(100);
    expect(people.filter((person) => person.sleepHours === null).length).toBeGreaterThan(0);
    expect(people.filter((person) => person.hba1cPercent === null && person.hdlMgPerDl === null).length).toBeGreaterThan(50);
    expect(people.filter((person) => person.triglyceridesMgPerDl === null).length).toBeGreaterThan(500);
  });

  it.each<[keyof Person, number, number]>([
    ['ageYears', 20, 80],
    ['stepsPerDay', 100, 35_000],
    ['mvpaMinutesPerWeek', 0, 5040],
    ['vigorousMinutesPerWeek', 0, 2520],
    ['sleepHours', 2, 12],
    ['hba1cPercent', 3, 20],
    ['totalCholesterolMgPerDl', 50, 500],
    ['hdlMgPerDl', 10, 200],
    ['triglyceridesMgPerDl', 20, 1000],
    ['fastingGlucoseMgPerDl', 30, 500],
  ])('has %s between %d and %d', (key, least, most) => {
    const values = measured(key);
    expect(values.length).toBeGreaterThan(900);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...values)).toBeLessThanOrEqual(most);
  });

  it('is about half female', () => {
    const female = people.filter((person) => person.sexAtBirth === 'female').length;
    expect(Math.abs(female / people.length - 0.5)).toBeLessThan(0.05);
  });

  it('has triglycerides and glucose of people only who had fasted', () => {
    const drawn = people.filter((person) => person.triglyceridesMgPerDl !== null || person.fastingGlucoseMgPerDl !== null);
    expect(drawn.every((person) => person.fasting)).toBe(true);
    expect(people.some((person) => !person.fasting)).toBe(true);
  });

  it('is small and says where it is from and on what terms', () => {
    expect(csv.length).toBeLessThan(150_000);
    expect(csv).toMatch(/^# .*National Health and Nutrition Examination Survey/);
    expect(csv).toMatch(/public domain/);
    expect(csv).not.toMatch(/seqn/i);
  });
});

it('a table without the columns of the demo population is refused', () => {
  expect(() => parsePeople('sexAtBirth,ageYears\nF,44\n')).toThrow('No stepsPerDay');
  expect(() => parsePeople('sexAtBirth,ageYears\nF,old\n')).toThrow('No ageYears');
});
