import { FoldedPopulation, NO_MOMENTS, type PlaceSums } from './folded-population.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT } from './ledger.js';

const moments = (cohort: string, n: number, x: bigint): PlaceSums => {
  const by = BigInt(n);
  return ['steps', cohort, MOMENTS_SLOT, n, `${by * x}`, `${by * x * x}`, `${by * x}`, `${by * x * x}`];
};
const people = (cohort: string, bucket: number, n: number): PlaceSums => [
  'steps',
  cohort,
  FIRST_BUCKET_SLOT + bucket,
  n,
  '0',
  '0',
  '0',
  '0',
];

describe('What is folded', () => {
  const folded = FoldedPopulation.EMPTY.with(
    [
      moments('sex:F|age:2', 1, 10n ** 20n),
      moments('sex:F', 1, 3n),
      moments('all', 1, 5n),
      people('sex:F|age:2', 7, 1),
      people('sex:F', 3, 1),
      people('all', 513, 1),
    ],
    'first',
  );

  it('adds up in every cohort that its members are in, to the last digit', () => {
    expect(folded.moments('steps', 'all')).toMatchObject({ n: 3n, s: 10n ** 20n + 8n, q: 10n ** 40n + 34n });
    expect(folded.moments('steps', 'sex:F')).toMatchObject({ n: 2n, s: 10n ** 20n + 3n });
    expect(folded.moments('steps', 'sex:F|age:2').n).toBe(1n);
    expect(folded.moments('steps', 'sex:M')).toEqual(NO_MOMENTS);
    expect(folded.moments('sleep', 'all')).toEqual(NO_MOMENTS);
  });

  it('counts who is below a bucket and who is in it', () => {
    expect(folded.about('steps', 'all', 7)).toEqual({ below: 1, equal: 1 });
    expect(folded.about('steps', 'all', 513)).toEqual({ below: 2, equal: 1 });
    expect(folded.about('steps', 'sex:F|age:2', 3)).toEqual({ below: 0, equal: 0 });
    expect(folded.about('hdl', 'all', 100)).toEqual({ below: 0, equal: 0 });
  });

  it('has no use for the counts of groups of buckets, which a process of an earlier version may write', () => {
    const group: PlaceSums = ['steps', 'all', FIRST_BUCKET_SLOT - 1, 1, '0', '0', '0', '0'];
    expect(folded.with([group], 'second')).toEqual(folded.with([], 'second'));
  });

  it('stays as it is when another fold follows', () => {
    const next = folded.with([moments('all', -1, 5n), people('sex:F|age:2', 7, -1), people('sex:F|age:2', 8, 1)], 'second');
    expect([folded.fold, next.fold]).toEqual(['first', 'second']);
    expect(next.moments('steps', 'all').n).toBe(2n);
    expect(next.about('steps', 'sex:F', 8)).toEqual({ below: 1, equal: 1 });
    expect(folded.moments('steps', 'all').n).toBe(3n);
    expect(folded.about('steps', 'sex:F', 8)).toEqual({ below: 2, equal: 0 });
  });
});
