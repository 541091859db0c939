/** The sum of numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The scalar product of two vectors of the same length. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

/** The solution of A x = b by elimination, for a symmetric positive definite A, which needs no pivoting. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  rows.forEach((pivot, i) => {
    for (const row of rows.slice(i + 1)) {
      const factor = row[i]! / pivot[i]!;
      pivot.forEach((value, column) => (row[column]! -= factor * value));
    }
  });
  const x = b.map(() => 0);
  for (let i = b.length - 1; i >= 0; i -= 1) {
    const row = rows[i]!;
    x[i] = (row[b.length]! - dot(x, row)) / row[i]!;
  }
  return x;
}
