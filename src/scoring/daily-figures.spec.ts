import fc from 'fast-check';
import { combined, dailyFigures as figuresOfSums, type DayTotals, NO_DAYS, sumsOfDay, windowSums } from './daily-figures.js';
import { figureValue } from './figure.js';
import { addDays } from './local-date.js';

const TODAY = '2024-03-31';

const dailyFigures = (localDate: string, of: readonly DayTotals[]) => figuresOfSums(windowSums(localDate, of));

const DAY = fc.record({
  steps: fc.option(fc.integer({ min: 0, max: 120_000 })),
  mvpaSeconds: fc.option(fc.nat(20_000)),
  asleepSeconds: fc.option(fc.nat(70_000)),
});

/** One day for each value, from yesterday back. */
function days(...totals: Partial<DayTotals>[]): DayTotals[] {
  return totals.map((total, i) => ({
    localDate: addDays(TODAY, -1 - i),
    steps: null,
    mvpaSeconds: null,
    asleepSeconds: null,
    ...total,
  }));
}

function steps(...values: (number | null)[]): DayTotals[] {
  return days(...values.map((value) => ({ steps: value })));
}

function nights(...minutes: number[]): DayTotals[] {
  return days(...minutes.map((value) => ({ asleepSeconds: value * 60 })));
}

describe('the steps of a user', () => {
  it('are the exact mean of the valid days', () => {
    expect(dailyFigures(TODAY, steps(5000, 6000, null, 7000, 8001)).steps).toEqual({
      numerator: 26001n,
      denominator: 4n,
      days: 4,
      observedOn: null,
    });
  });

  it.each([0, 99, 100_001, 1_000_000_000])('leave out a day of %d', (invalid) => {
    expect(dailyFigures(TODAY, steps(5000, 6000, 7000, 8000, invalid))).toEqual(
      dailyFigures(TODAY, steps(5000, 6000, 7000, 8000)),
    );
  });

  it.each([100, 100_000])('count a day of %d', (valid) => {
    expect(figureValue(dailyFigures(TODAY, steps(valid, valid, valid, valid)).steps)).toBe(valid);
  });

  it('are absent under four valid days', () => {
    expect(dailyFigures(TODAY, steps(5000, 6000, 7000, 50)).steps).toEqual({ absent: 'insufficient_days' });
    expect(dailyFigures(TODAY, []).steps).toEqual({ absent: 'insufficient_days' });
  });

  it('are of the 28 days before today, and of nothing else', () => {
    const inside = [-1, -2, -3, -28].map((shift) => ({ ...steps(4000)[0]!, localDate: addDays(TODAY, shift) }));
    const outside = [0, 1, -29].map((shift) => ({ ...steps(90_000)[0]!, localDate: addDays(TODAY, shift) }));
    expect(figureValue(dailyFigures(TODAY, [...inside, ...outside]).steps)).toBe(4000);
    expect(dailyFigures(TODAY, [...inside.slice(1), ...outside]).steps).toEqual({ absent: 'insufficient_days' });
  });
});

describe('the active minutes of a user', () => {
  it('are seven times the mean over the valid steps days, a day without any being none', () => {
    const worn = days(
      { steps: 5000, mvpaSeconds: 1800 },
      { steps: 5000, mvpaSeconds: 100 },
      { steps: 5000, mvpaSeconds: 0 },
      { steps: 5000 },
      { steps: 20, mvpaSeconds: 36_000 },
      { mvpaSeconds: 36_000 },
    );
    const { mvpa } = dailyFigures(TODAY, worn);
    expect(mvpa).toEqual({ numerator: 13_300n, denominator: 240n, days: 4, observedOn: null });
    expect(figureValue(mvpa)).toBeCloseTo((7 * 1900) / 60 / 4, 12);
  });

  it('are absent where the steps are', () => {
    expect(dailyFigures(TODAY, days(...Array.from({ length: 9 }, () => ({ mvpaSeconds: 1800 })))).mvpa).toEqual({
      absent: 'insufficient_days',
    });
  });
});

describe('the sleep of a user', () => {
  it('is the mean nightly distance from seven to nine hours, and a short night does not make up for a long one', () => {
    const { sleep, asleep } = dailyFigures(TODAY, nights(240, 720, 420, 540));
    expect(sleep).toEqual({ numerator: 21_600n, denominator: 240n, days: 4, observedOn: null });
    expect([figureValue(sleep), figureValue(asleep)]).toEqual([90, 480]);
  });

  it.each([119, 1081])('leaves out a night of %d minutes', (invalid) => {
    expect(dailyFigures(TODAY, nights(480, 480, 480, 480, invalid))).toEqual(dailyFigures(TODAY, nights(480, 480, 480, 480)));
  });

  it.each([120, 1080])('counts a night of %d minutes', (valid) => {
    expect(figureValue(dailyFigures(TODAY, nights(valid, valid, valid, valid)).asleep)).toBe(valid);
  });

  it('counts the second beyond nine hours', () => {
    const oneSecondLong = days(...Array.from({ length: 4 }, () => ({ asleepSeconds: 32_401 })));
    expect(dailyFigures(TODAY, oneSecondLong).sleep).toMatchObject({ numerator: 4n, denominator: 240n });
  });

  it('is absent under four valid nights', () => {
    const { sleep, asleep } = dailyFigures(TODAY, nights(480, 480, 480, 60));
    expect([sleep, asleep]).toEqual([{ absent: 'insufficient_days' }, { absent: 'insufficient_days' }]);
  });
});

describe('the figures of the days', () => {
  it('do not depend on their order', () => {
    fc.assert(
      fc.property(fc.array(DAY, { maxLength: 40 }), (totals) => {
        const inOrder = days(...totals);
        expect(dailyFigures(TODAY, inOrder.toReversed())).toEqual(dailyFigures(TODAY, inOrder));
      }),
    );
  });

  it('follow from sums in which single days are put in and taken out', () => {
    fc.assert(
      fc.property(fc.array(DAY, { maxLength: 28 }), fc.nat(27), DAY, (totals, place, other) => {
        const before = days(...totals);
        const after = before.map((each, i) => (i === place ? { ...each, ...other } : each));
        const changed = before.flatMap((each, i) => (i === place ? [[each, after[i]!] as const] : []));
        const sums = changed.reduce(
          (all, [was, is]) => combined(combined(all, sumsOfDay(was), -1), sumsOfDay(is), 1),
          windowSums(TODAY, before),
        );
        expect(sums).toEqual(windowSums(TODAY, after));
        expect(combined(sums, sums, -1)).toEqual(NO_DAYS);
      }),
    );
  });
});
