import { dot, solve, sum } from './linear-algebra.js';

describe('linear algebra', () => {
  it('sums numbers, nothing to zero', () => {
    expect(sum([1, 2, 4])).toBe(7);
    expect(sum([])).toBe(0);
  });

  it('multiplies vectors', () => {
    expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
  });

  it('solves a system of equations', () => {
    const a = [
      [4, 2, 1],
      [2, 5, 3],
      [1, 3, 6],
    ];
    const x = solve(a, [11, 21, 25]);
    expect(a.map((row) => Number(dot(row, x).toFixed(12)))).toEqual([11, 21, 25]);
    expect(solve([[2]], [3])).toEqual([1.5]);
  });

  it('leaves what it was given as it was', () => {
    const a = [
      [2, 1],
      [1, 2],
    ];
    solve(a, [1, 1]);
    expect(a).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });
});
