import { bookingOf, FIRST_BUCKET_SLOT, ledgerEntries, MOMENTS_SLOT, type Booked, type LedgerEntry } from './ledger.js';

const COHORT = 'sex:F|age:4';
const figure = (x: number, bucket: number | null): Booked => ({ metric: 'steps', x, x_raw: x + 1, bucket });
const booking = (cohort: typeof COHORT | 'sex:F|age:5', figures: Booked[], shareInPopulation = true) =>
  bookingOf({ shareInPopulation }, cohort, figures);
const placesOf = (entries: readonly LedgerEntry[]): [string, number, number][] =>
  entries.map(({ cohort, slot, n }) => [cohort, slot, n]);

describe('What a write adds to the ledger', () => {
  const before = booking(COHORT, [figure(70, 7)]);

  it('is three rows for a figure that moves to another bucket: the moments, the old place and the new one', () => {
    const entries = ledgerEntries(before, booking(COHORT, [figure(90, 9)]));
    expect(placesOf(entries)).toEqual([
      [COHORT, MOMENTS_SLOT, 0],
      [COHORT, FIRST_BUCKET_SLOT + 7, -1],
      [COHORT, FIRST_BUCKET_SLOT + 9, 1],
    ]);
    expect(entries[0]).toMatchObject({ s: '20', q: `${90 ** 2 - 70 ** 2}`, s_raw: '20', q_raw: `${91 ** 2 - 71 ** 2}` });
  });

  it('is one row where the bucket stays, and none where the figure does', () => {
    expect(placesOf(ledgerEntries(before, booking(COHORT, [figure(71, 7)])))).toEqual([[COHORT, MOMENTS_SLOT, 0]]);
    expect(ledgerEntries(before, before)).toEqual([]);
  });

  it('is four rows where the cohort changes, and two where somebody comes or is not shared any more', () => {
    expect(placesOf(ledgerEntries(before, booking('sex:F|age:5', [figure(70, 7)])))).toEqual([
      [COHORT, MOMENTS_SLOT, -1],
      [COHORT, FIRST_BUCKET_SLOT + 7, -1],
      ['sex:F|age:5', MOMENTS_SLOT, 1],
      ['sex:F|age:5', FIRST_BUCKET_SLOT + 7, 1],
    ]);
    const nobody = booking(COHORT, [figure(70, 7)], false);
    expect(placesOf(ledgerEntries(nobody, before)).map(([, , n]) => n)).toEqual([1, 1]);
    expect(placesOf(ledgerEntries(before, nobody)).map(([, , n]) => n)).toEqual([-1, -1]);
  });
});
