import type { StoredTotal } from './daily-totals.js';
import type { Service } from './service.js';

// Sections 2 and 3 of the definition of the health score, for the figures of days.

/** A row of `figures`, its integers as text. */
export interface StoredFigure {
  metric: string;
  fraction: string;
  x: string | null;
  raw: string | null;
  days: number;
}

const RANK: Record<string, number> = { manual: 0, watch: 1, ring: 1, phone: 2, laboratory: 3, other: 3 };
const rankOf = ({ source }: StoredTotal): number => RANK[source.split(' ')[0]!]!;

export function storedFigures({ dataSource }: Service, userId: string): Promise<StoredFigure[]> {
  return dataSource.query<StoredFigure[]>(
    `SELECT metric, numerator || '/' || denominator AS fraction, x::text, x_raw::text AS raw, days
    FROM figures WHERE user_id = $1 ORDER BY metric COLLATE "C"`,
    [userId],
  );
}

/** The figures that daily totals make on a local date. */
export function recomputedFigures(totals: readonly StoredTotal[], today: string): StoredFigure[] {
  const days = Array.from({ length: 28 }, (_, index) => daysBefore(today, index + 1)).map((day) => {
    const ofDay = totals.filter((total) => total.day === day);
    return {
      steps: counting(ofDay, ({ steps: [records, total] }) => (records > 0 ? total : null)),
      active: counting(ofDay, ({ intensity: [records, moderate, vigorous] }) => (records > 0 ? moderate + 2 * vigorous : null)),
      asleep: counting(ofDay, ({ asleepSeconds: [records, total] }) => (records > 0 ? total : null)),
    };
  });
  const worn = days.filter(({ steps }) => isWithin(100, steps, 100_000));
  const nights = days.map(({ asleep }) => asleep).filter((asleep) => isWithin(7200, asleep, 64_800)) as number[];
  const outside = nights.map((seconds) => Math.max(7 * 3600 - seconds, seconds - 9 * 3600, 0));
  return [
    ...figure('asleep', nights, 60),
    ...figure(
      'mvpa',
      worn.map(({ active }) => 7 * (active ?? 0)),
      60,
      (minutes) => Math.log1p(Math.min(minutes, 2000)),
    ),
    ...figure('sleep', outside, 60, (minutes) => Math.log1p(Math.min(minutes, 300))),
    ...figure(
      'steps',
      worn.map(({ steps }) => steps!),
      1,
      (steps) => Math.sqrt(Math.min(steps, 30_000)),
    ),
  ];
}

function figure(metric: string, values: number[], unit: number, transform?: (value: number) => number): StoredFigure[] {
  if (values.length < 4) return [];
  const p = values.reduce((sum, value) => sum + BigInt(value), 0n);
  const q = BigInt(unit * values.length);
  const x = transform ? `${Math.floor(transform(Number(p) / Number(q)) * 1e6 + 0.5)}` : null;
  const raw = transform ? `${(2_000_000n * p + q) / (2n * q)}` : null;
  return [{ metric, fraction: `${p}/${q}`, x, raw, days: values.length }];
}

/** What the one source says that counts: the best of its kind, of equals the larger. */
function counting(totals: StoredTotal[], said: (total: StoredTotal) => number | null): number | null {
  const claims = totals.filter((total) => said(total) !== null);
  const best = Math.min(...claims.map(rankOf));
  return claims.length === 0 ? null : Math.max(...claims.filter((total) => rankOf(total) === best).map((total) => said(total)!));
}

const isWithin = (low: number, value: number | null, high: number): boolean => value !== null && low <= value && value <= high;

const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
