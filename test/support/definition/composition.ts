import { halfRatio, phi } from './normal.js';
import { metricOf, REGISTRY, rho, TWELFTHS, type Domain, type MetricId } from './registry.js';

// Section 6 of the definition, term by term.

type Matrix = number[][];

const DOMAINS: readonly Domain[] = ['activity', 'sleep', 'labs'];
const domainOf = (id: MetricId): Domain => metricOf(id).domain;
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => total(row.map((value, k) => value * b[k]![j]!))));
const column = (values: readonly number[]): Matrix => values.map((value) => [value]);
const correlations = (rows: readonly MetricId[], columns: readonly MetricId[]): Matrix =>
  rows.map((a) => columns.map((b) => rho(a, b)));
/** x' R y; 0 for no metrics at all. */
const form = (x: readonly number[], r: Matrix, y: readonly number[]): number =>
  total(x.map((xi, i) => xi * total(r[i]!.map((rij, j) => rij * y[j]!))));

/** By Gauss and Jordan; correlations need no pivoting. */
function inverse(matrix: Matrix): Matrix {
  let rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (const i of matrix.keys()) {
    const pivot = rows[i]!.map((value) => value / rows[i]![i]!);
    rows = rows.map((row, k) => (k === i ? pivot : row.map((value, j) => value - row[i]! * pivot[j]!)));
  }
  return rows.map((row) => row.slice(matrix.length));
}

/** a_m: domains with a metric share alike, then the metrics of each. */
function weights(ids: readonly MetricId[]): number[] {
  const domains = new Set(ids.map(domainOf));
  return ids.map((id) => 1 / domains.size / ids.filter((other) => domainOf(other) === domainOf(id)).length);
}

function combined(ids: readonly MetricId[], z: readonly number[]): { Z: number; D: number } {
  const a = weights(ids);
  const D = Math.sqrt(form(a, correlations(ids, ids), a));
  return { Z: total(a.map((weight, i) => weight * z[i]!)) / D, D };
}

export interface ComposedScore {
  score: number;
  expectedFull: number;
  interval95: [number, number];
  domains: { domain: Domain; score: number | null; weight: number | null; points: number | null }[];
  metrics: Map<MetricId, { weight: number; points: number }>;
}

export function composed(zScores: ReadonlyMap<MetricId, number>): ComposedScore {
  const [A, z] = [[...zScores.keys()], [...zScores.values()]];
  const { Z, D } = combined(A, z);
  const parts = weights(A).map((weight, i) => ({ weight, points: (100 * halfRatio(Z) * weight * z[i]!) / D }));
  return {
    score: 100 * phi(Z),
    ...expected(A, z),
    domains: DOMAINS.map((domain) => {
      const own = A.flatMap((id, i) => (domainOf(id) === domain ? [i] : []));
      if (own.length === 0) return { domain, score: null, weight: null, points: null };
      const { Z: domainZ } = combined(own.map((i) => A[i]!), own.map((i) => z[i]!)); // prettier-ignore
      return {
        domain,
        score: 100 * phi(domainZ),
        weight: total(own.map((i) => parts[i]!.weight)),
        points: total(own.map((i) => parts[i]!.points)),
      };
    }),
    metrics: new Map(A.map((id, i) => [id, parts[i]!])),
  };
}

const full = (ids: readonly MetricId[]): number[] => ids.map((id) => TWELFTHS[id] / 12);

/** The score to be expected with nothing missing. */
function expected(A: MetricId[], z: number[]): { expectedFull: number; interval95: [number, number] } {
  const all = REGISTRY.map(({ id }) => id);
  const M = all.filter((id) => !A.includes(id));
  const B = M.length === 0 ? [] : times(correlations(M, A), inverse(correlations(A, A)));
  const E =
    total(full(A).map((f, i) => f * z[i]!)) +
    (M.length === 0 ? 0 : total(times(B, column(z)).map(([value], i) => full(M)[i]! * value!)));
  const explained = M.length === 0 ? [] : times(B, correlations(A, M));
  const V = form(full(M), correlations(M, M).map((row, i) => row.map((value, j) => value - explained[i]![j]!)), full(M)); // prettier-ignore
  const s = Math.sqrt(form(full(all), correlations(all, all), full(all)));
  const at = (quantile: number): number => 100 * phi((E + quantile * Math.sqrt(V)) / s);
  return { expectedFull: at(0), interval95: [at(-1.959963984540054), at(1.959963984540054)] };
}
