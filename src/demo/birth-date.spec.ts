import { addDays } from '../time/local-date.js';
import { birthDateOf } from './birth-date.js';

/** Birthdays reached by a day, a birthday on 29 February being reached on 1 March of a common year. */
const ageOn = (today: string, birthDate: string): number =>
  Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (today.slice(5) < birthDate.slice(5) ? 1 : 0);

describe('the birth date of a demo user', () => {
  it.each(['2026-01-01', '2026-02-28', '2026-03-01', '2026-12-31', '2028-02-28', '2028-02-29', '2028-03-01'])(
    'makes the age on %s the measured one for anybody',
    (today) => {
      const wrong = Array.from({ length: 2000 }, (_, seed) => ({ seed, age: 15 + (seed % 66) })).filter(
        ({ seed, age }) => ageOn(today, birthDateOf(age, seed, today)) !== age,
      );
      expect(wrong).toEqual([]);
    },
  );

  it('is any day of the year, and the same for the same person', () => {
    const dates = Array.from({ length: 5000 }, (_, seed) => birthDateOf(40, seed, '2026-07-01'));
    expect(new Set(dates).size).toBe(365);
    expect(dates.toSorted()[0]).toBe('1985-07-02');
    expect(dates.toSorted().at(-1)).toBe('1986-07-01');
    expect(birthDateOf(40, 17, '2026-07-01')).toBe(dates[17]);
    expect(birthDateOf(40, 17, addDays('2026-07-01', 1))).toBe(addDays(dates[17] ?? '', 1));
  });
});
