import { laboratoryFigures, type LabResult, type ScoredAnalyte } from './laboratory-figures.js';
import { addDays } from './local-date.js';

const TODAY = '2024-03-31';

/** A result of so many days ago, at noon UTC, one distinct value a test. */
function result(analyte: ScoredAnalyte, value: number, daysAgo: number, more: Partial<LabResult> = {}): LabResult {
  const localDate = addDays(TODAY, -daysAgo);
  const collectedAt = Date.parse(`${localDate}T12:00:00Z`);
  return {
    analyte,
    micro: BigInt(Math.round(value * 1e6)),
    collectedAt,
    localDate,
    createdAt: collectedAt,
    id: `${analyte}-${daysAgo}`,
    ...more,
  };
}

function figure(micro: bigint, daysAgo: number) {
  return { numerator: micro, denominator: 1_000_000n, days: null, observedOn: addDays(TODAY, -daysAgo) };
}

describe('a laboratory figure', () => {
  it('is the latest result before today', () => {
    const results = [result('hba1c', 5.5, 200), result('hba1c', 5.9, 10), result('hba1c', 5.7, 90), result('hba1c', 6.6, 0)];
    expect(laboratoryFigures(TODAY, results).hba1c).toEqual(figure(5_900_000n, 10));
  });

  it('counts for 365 days', () => {
    expect(laboratoryFigures(TODAY, [result('trig', 100, 365)]).trig).toEqual(figure(100_000_000n, 365));
    expect(laboratoryFigures(TODAY, [result('trig', 100, 366)]).trig).toEqual({ absent: 'stale' });
  });

  it('counts by its local date, even where a later instant had an earlier one', () => {
    const auckland = result('trig', 100, 365);
    const honolulu = result('trig', 200, 366, { collectedAt: auckland.collectedAt + 1 });
    expect(laboratoryFigures(TODAY, [auckland, honolulu]).trig).toEqual(figure(100_000_000n, 365));
  });

  it('is absent without a result, or with one of today only', () => {
    expect(laboratoryFigures(TODAY, [result('hdl', 50, 0)])).toEqual({
      hba1c: { absent: 'no_data' },
      nonhdl: { absent: 'no_data' },
      hdl: { absent: 'no_data' },
      trig: { absent: 'no_data' },
      glucose: { absent: 'no_data' },
    });
  });

  it('is the later written of two of the same instant, then the one with the larger id', () => {
    const first = result('hdl', 40, 5, { createdAt: 1000, id: 'c' });
    const second = result('hdl', 50, 5, { createdAt: 2000, id: 'a' });
    const third = result('hdl', 60, 5, { createdAt: 2000, id: 'b' });
    expect(laboratoryFigures(TODAY, [second, first]).hdl).toEqual(figure(50_000_000n, 5));
    expect(laboratoryFigures(TODAY, [third, second, first]).hdl).toEqual(figure(60_000_000n, 5));
    expect(laboratoryFigures(TODAY, [first, second, third]).hdl).toEqual(figure(60_000_000n, 5));
  });

  it('is the later of two of the same day', () => {
    const morning = result('trig', 90, 5);
    const evening = result('trig', 200, 5, { collectedAt: morning.collectedAt + 1, createdAt: 0 });
    expect(laboratoryFigures(TODAY, [evening, morning]).trig).toEqual(figure(200_000_000n, 5));
  });

  it.each([
    ['hba1c', 2.9, 20.1, 3, 20],
    ['hdl', 2.9, 300.1, 3, 300],
    ['trig', 4.9, 10_000.1, 5, 10_000],
    ['nonhdl', 9.9, 1500.1, 10, 1500],
  ] as const)('of %s is plausible, its limits included', (analyte, tooLow, tooHigh, low, high) => {
    for (const value of [tooLow, tooHigh]) {
      expect(laboratoryFigures(TODAY, [result(analyte, value, 3)])[analyte]).toEqual({ absent: 'no_data' });
    }
    for (const value of [low, high]) {
      expect(laboratoryFigures(TODAY, [result(analyte, value, 3)])[analyte]).toEqual(figure(BigInt(value) * 1_000_000n, 3));
    }
  });

  it('of fasting glucose is the latest too', () => {
    const results = [result('glucose_fasting', 99, 20), result('glucose_fasting', 88, 2)];
    expect(laboratoryFigures(TODAY, results).glucose).toEqual(figure(88_000_000n, 2));
    expect(laboratoryFigures(TODAY, [result('glucose_fasting', 99, 400)]).glucose).toEqual({ absent: 'stale' });
  });
});

describe('non-HDL cholesterol', () => {
  it('is the total less HDL of the same collection', () => {
    const results = [result('chol_total', 200.5, 7), result('hdl', 50.25, 7)];
    expect(laboratoryFigures(TODAY, results).nonhdl).toEqual(figure(150_250_000n, 7));
  });

  it('is not made of two collections', () => {
    const results = [result('chol_total', 200, 7), result('hdl', 50, 8)];
    expect(laboratoryFigures(TODAY, results).nonhdl).toEqual({ absent: 'no_data' });
  });

  it('is rather derived than taken as reported', () => {
    const results = [result('nonhdl', 160, 7, { createdAt: Infinity }), result('chol_total', 200, 7), result('hdl', 50, 7)];
    expect(laboratoryFigures(TODAY, results).nonhdl).toEqual(figure(150_000_000n, 7));
  });

  it('is taken as reported where a part is missing', () => {
    const results = [result('nonhdl', 160, 7), result('chol_total', 200, 7)];
    expect(laboratoryFigures(TODAY, results).nonhdl).toEqual(figure(160_000_000n, 7));
  });

  it('is of the latest collection that has any', () => {
    const older = [result('chol_total', 200, 30), result('hdl', 50, 30)];
    expect(laboratoryFigures(TODAY, [...older, result('nonhdl', 140, 3)]).nonhdl).toEqual(figure(140_000_000n, 3));
    expect(laboratoryFigures(TODAY, [result('nonhdl', 140, 60), ...older]).nonhdl).toEqual(figure(150_000_000n, 30));
    expect(laboratoryFigures(TODAY, [...older, result('chol_total', 250, 3)]).nonhdl).toEqual(figure(150_000_000n, 30));
  });

  it('is never an implausible difference', () => {
    const swapped = [result('chol_total', 55, 3), result('hdl', 200, 3)];
    expect(laboratoryFigures(TODAY, swapped).nonhdl).toEqual({ absent: 'no_data' });
    expect(laboratoryFigures(TODAY, [...swapped, result('nonhdl', 145, 3)]).nonhdl).toEqual(figure(145_000_000n, 3));
    expect(laboratoryFigures(TODAY, [...swapped, result('nonhdl', 130, 90)]).nonhdl).toEqual(figure(130_000_000n, 90));
  });

  it('is derived from the results of the collection written last', () => {
    const total = result('chol_total', 200, 7);
    const corrected = result('chol_total', 210, 7, { createdAt: total.createdAt + 1 });
    expect(laboratoryFigures(TODAY, [corrected, total, result('hdl', 50, 7)]).nonhdl).toEqual(figure(160_000_000n, 7));
  });

  it('is stale where its collection is', () => {
    expect(laboratoryFigures(TODAY, [result('chol_total', 200, 400), result('hdl', 50, 400)]).nonhdl).toEqual({
      absent: 'stale',
    });
  });
});
