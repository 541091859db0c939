import { DAILY_MEANS } from '../scoring/daily-figures.js';
import { HISTOGRAM_BUCKETS } from '../scoring/histogram.js';
import { METRICS, MINIMUM_DAYS, VALID_STEPS, WINDOW_DAYS, type Transform } from '../scoring/metrics.js';
import { transformedBounds } from '../scoring/transform.js';
import type { Asked } from './asked.js';
import type { RecordFacts } from './facts.js';
import { FIRST_BUCKET_SLOT, MOMENTS_SLOT } from './ledger.js';
import type { TypedColumn } from './write-statement.js';

/** The figures that an activity moves. */
const MOVED = ['steps', 'mvpa'] as const;

/** The sums that they are made of, by their columns in `user_states`. */
const COLUMNS = { stepsDays: 'steps_days', steps: 'steps', mvpaSeconds: 'mvpa_seconds' } as const;

/** Transforms of a double: PostgreSQL's may differ from JavaScript's in the last digits. */
const TRANSFORMS: Partial<Record<Transform, (r: string) => string>> = {
  sqrt: (r) => `sqrt(${r})`,
  ln1p: (r) => `ln(1 + ${r})`,
};

/** So near to where X changes, those digits might decide it: they come to less than a thousandth of this. */
const DOUBTFUL = 1e-5;

function movedFigure(metric: (typeof MOVED)[number]): string {
  const { total, days, times, per } = DAILY_MEANS[metric];
  const { transform, clipLow, clipHigh } = METRICS[metric];
  const { low, high } = transformedBounds(metric);
  const timesSum = (factor: number, sum: keyof typeof COLUMNS): string =>
    `${factor === 1 ? '' : `${factor} * `}c.${COLUMNS[sum]}`;
  const [numerator, denominator] = [timesSum(times, total), timesSum(per, days)];
  const r = `greatest(least((${numerator})::float8 / (${denominator}), ${clipHigh}), ${clipLow})`;
  const y = `${TRANSFORMS[transform]!(r)} * 1e6::float8 + 0.5::float8`;
  return `('${metric}', ${numerator}, ${denominator}, c.${COLUMNS[days]}, ${y}, ${low}::bigint, ${high}::bigint)`;
}

/**
 * The figures that an activity moves, of the sums of a window `c` with at least one day: what `figureRow` makes of them, a row a
 * metric. Where it is in doubt whether X is the same, there is no row.
 */
export const FIGURES_MOVED = `SELECT metric, numerator, denominator, days, x,
  (2000000 * numerator + denominator) / (2 * denominator) AS x_raw,
  CASE WHEN x <= low THEN 0 WHEN x >= high THEN ${HISTOGRAM_BUCKETS - 1}
    ELSE 1 + (x - low) * ${HISTOGRAM_BUCKETS - 2} / (high - low) END AS bucket
FROM (SELECT *, floor(y)::bigint AS x FROM (VALUES
  ${MOVED.map(movedFigure).join(',\n  ')}) m (metric, numerator, denominator, days, y, low, high)
  WHERE abs(y - round(y)) > ${DOUBTFUL}) m`;

const ARE_KNOWN = Object.values(COLUMNS)
  .map((column) => `s.${column} IS NOT NULL`)
  .join(' AND ');

const isValid = (steps: string): string => `(${steps} BETWEEN ${VALID_STEPS.low} AND ${VALID_STEPS.high})::int`;

/** What {@link countedDay} is told beside the user: the present, and what an activity of one local day adds to it. */
export const COUNTED_DAY: readonly TypedColumn[] = [
  { name: 'now', type: 'timestamptz' },
  { name: 'local_date', type: 'date' },
  { name: 'source_kind', type: 'text' },
  { name: 'source_name', type: 'text' },
  { name: 'added_steps', type: 'bigint' },
  { name: 'added_mvpa', type: 'bigint' },
];

/** The values after `now`. */
export function countedDayValues({ source, days: [day] }: RecordFacts): unknown[] {
  const { localDate, steps, moderateSeconds, vigorousSeconds } = day!;
  return [localDate, source.kind, source.name, steps ?? 0, (moderateSeconds ?? 0) + 2 * (vigorousSeconds ?? 0)];
}

/**
 * The gate of an activity of one local day that counts in figures, and what follows from it for them and for the population, as CTEs:
 * what `derive` would have done, from what the statement finds stored. It opens only where that is little: the user's day is not
 * over, the sums of the window and the figures are there, no other source says anything of that day's steps or minutes, and
 * `isNothing` holds. OFFSET 0 keeps PostgreSQL from working the day out anew wherever it is named.
 */
export function countedDay({ rows, value, userOf, isSame }: Asked, isNothing: string): string[] {
  const [date, kind, name] = [value('local_date'), value('source_kind'), value('source_name')];
  return [
    `day AS (
  SELECT s.user_id, s.version, s.cohort, u.share_in_population, s.steps_days, s.steps, s.mvpa_seconds,
    coalesce(d.steps, 0) AS steps_before, coalesce(d.moderate_seconds + 2 * d.vigorous_seconds, 0) AS mvpa_before,
    coalesce(d.steps, 0) + ${value('added_steps')} AS steps_after,
    coalesce(d.moderate_seconds + 2 * d.vigorous_seconds, 0) + ${value('added_mvpa')} AS mvpa_after
  FROM ${rows && `${rows} CROSS JOIN `}user_states s JOIN users u ON u.id = s.user_id
  LEFT JOIN daily_totals d
    ON d.user_id = s.user_id AND d.local_date = ${date} AND d.source_kind = ${kind} AND d.source_name = ${name}
  WHERE s.user_id = ${userOf('a')} AND s.rolls_at > ${value('now')} AND ${ARE_KNOWN}
    AND ${date} BETWEEN s.as_of - ${WINDOW_DAYS} AND s.as_of - 1 AND ${isNothing}
    AND NOT EXISTS (SELECT FROM daily_totals o WHERE o.user_id = s.user_id AND o.local_date = ${date}
      AND (o.source_kind <> ${kind} OR o.source_name <> ${name}) AND (o.steps_records > 0 OR o.intensity_records > 0)))`,
    `counted AS (
  SELECT user_id, version, cohort, share_in_population, steps_days + is_worn - was_worn AS steps_days,
    steps + is_worn * steps_after - was_worn * steps_before AS steps,
    mvpa_seconds + is_worn * mvpa_after - was_worn * mvpa_before AS mvpa_seconds
  FROM (SELECT *, ${isValid('steps_before')} AS was_worn, ${isValid('steps_after')} AS is_worn FROM day OFFSET 0) d)`,
    `moved AS (
  SELECT c.user_id, m.*, f.x AS former_x, f.x_raw AS former_x_raw, f.bucket AS former_bucket
  FROM counted c CROSS JOIN LATERAL (${FIGURES_MOVED}) m JOIN figures f ON f.user_id = ${userOf('c')} AND f.metric = m.metric
  WHERE c.steps_days >= ${MINIMUM_DAYS})`,
    `gate AS (
  UPDATE user_states s SET version = s.version + 1, steps_days = c.steps_days, steps = c.steps, mvpa_seconds = c.mvpa_seconds
  FROM counted c WHERE s.user_id = ${userOf('c')} AND s.version = c.version
    AND EXISTS (SELECT FROM moved m WHERE ${isSame('m', 'c')} OFFSET ${MOVED.length - 1})
  RETURNING s.user_id, s.cohort, c.share_in_population)`,
    `figures_put AS (
  UPDATE figures f SET numerator = m.numerator, denominator = m.denominator, x = m.x, x_raw = m.x_raw, bucket = m.bucket, days = m.days
  FROM moved m WHERE EXISTS (SELECT FROM gate WHERE ${isSame('gate', 'm')}) AND f.user_id = ${userOf('m')} AND f.metric = m.metric
    AND (f.numerator <> m.numerator OR f.denominator <> m.denominator))`,
    `ledger_added AS (
  INSERT INTO population_ledger (user_id, metric, cohort, slot, fresh, n, s, q, s_raw, q_raw)
  SELECT gate.user_id, m.metric, gate.cohort, l.slot, true, l.n, l.s, l.q, l.s_raw, l.q_raw
  FROM gate JOIN moved m ON gate.share_in_population AND ${isSame('m', 'gate')} CROSS JOIN LATERAL (VALUES
    (${MOMENTS_SLOT}, 0::bigint, (m.x - m.former_x)::numeric, (m.x * m.x - m.former_x * m.former_x)::numeric,
      (m.x_raw - m.former_x_raw)::numeric, (m.x_raw - m.former_x_raw)::numeric * (m.x_raw + m.former_x_raw)),
    (${FIRST_BUCKET_SLOT} + m.former_bucket, -1, 0, 0, 0, 0),
    (${FIRST_BUCKET_SLOT} + m.bucket, 1, 0, 0, 0, 0)) l (slot, n, s, q, s_raw, q_raw)
  WHERE CASE l.n WHEN 0 THEN m.x <> m.former_x OR m.x_raw <> m.former_x_raw ELSE m.bucket <> m.former_bucket END)`,
  ];
}
