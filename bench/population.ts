import type { Client } from 'pg';

/** Days of records that every user has, yesterday the last of them. */
export const DAYS = 90;

/** Where everybody lives. */
export const TIME_ZONE = 'Europe/Berlin';

/** The source of the records that the reference server writes, which keeps no totals. */
export const REFERENCE_SOURCE = 'Reference';

/** The id of a user (0 days ago), or of the user's record of so many days ago. */
export const uuidOf = (user: number, daysAgo = 0): string => `${hex(user, 8)}-${hex(daysAgo, 4)}-7000-8000-000000000000`;
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** {@link uuidOf} in SQL, of SQL expressions. */
export const uuidSql = (user: string, daysAgo: string): string =>
  `(lpad(to_hex(${user}), 8, '0') || '-' || lpad(to_hex(${daysAgo}), 4, '0') || '-7000-8000-000000000000')::uuid`;
const TODAY = `(now() AT TIME ZONE '${TIME_ZONE}')::date`;
const local = (time: string): string => `(day + time '${time}') AT TIME ZONE '${TIME_ZONE}'`;

const TOTALS_OF_RECORDS = `
SELECT user_id, local_date, source_kind, source_name, count(*), count(steps), sum(steps), count(moderate_seconds),
  sum(moderate_seconds), sum(vigorous_seconds), count(distance_meters), sum(100 * distance_meters),
  count(active_energy_kilocalories), sum(100 * active_energy_kilocalories), 0, 0
FROM physical_activities WHERE source_name <> '${REFERENCE_SOURCE}'`;
const BY_DAY = 'GROUP BY user_id, local_date, source_kind, source_name';

/**
 * Fills an empty database with users who wear a watch: records and daily totals by SQL. The figures are left to the service,
 * since everybody's day is one that is over.
 */
export async function fill(db: Client, users: number): Promise<void> {
  await db.query('BEGIN'); // the service, which is running, sees nothing of it until it is whole
  // A superuser is spared the check of two million foreign keys.
  await db.query(`SELECT set_config('session_replication_role', 'replica', true) WHERE current_setting('is_superuser') = 'on'`);
  await db.query('SELECT setseed(0.5)');
  await db.query(`
INSERT INTO users (id, display_name, birth_date, sex_at_birth, height_centimeters, weight_kilograms, time_zone, created_at, updated_at)
SELECT ${uuidSql('u', '0')}, 'User ' || u, ${TODAY} - 7000 - u % 22000, (ARRAY['female', 'male'])[u % 2 + 1], 150 + u % 50,
  50 + u % 60, '${TIME_ZONE}', now(), now()
FROM generate_series(1, ${users}) u`);
  await db.query(`
INSERT INTO user_states (user_id, version, as_of, rolls_at, cohort) SELECT id, 1, ${TODAY} - 1, now(), '' FROM users`);
  await db.query(`
INSERT INTO physical_activities (user_id, id, source_name, source_kind, source_device, external_id, time_zone, local_date,
  created_at, updated_at, type, started_at, ended_at, steps, distance_meters, active_energy_kilocalories, moderate_seconds,
  vigorous_seconds, average_heart_rate_bpm, max_heart_rate_bpm)
SELECT ${uuidSql('u', '0')}, ${uuidSql('u', 'd')}, 'Watch', 'watch', 'Watch7,5', 'watch-' || d, '${TIME_ZONE}', day,
  now(), now(), 'daily_activity', ${local('08:00')}, ${local('20:00')}, steps, steps * 0.75, steps * 0.04, steps / 5,
  steps / 20, 95.5, 141
FROM (SELECT u, d, ${TODAY} - d AS day, (2000 + 4000 * random() + u % 9000)::integer AS steps
  FROM generate_series(1, ${DAYS}) d, generate_series(1, ${users}) u) days`);
  await db.query(`INSERT INTO daily_totals ${TOTALS_OF_RECORDS} ${BY_DAY}`);
  await db.query('COMMIT');
  await db.query('VACUUM ANALYZE');
  await db.query('CHECKPOINT');
}

/** How many users have a day behind them that the service has not ended yet. */
export async function countOfYesterday(db: Client): Promise<number> {
  const { rows } = await db.query<{ users: string }>('SELECT count(*) AS users FROM user_states WHERE rolls_at <= now()');
  return Number(rows[0]!.users);
}

/** How many daily totals and step figures of the first so many users are not what their records say. */
export async function countErrors(db: Client, users: number): Promise<number> {
  const some = `user_id <= '${uuidOf(users)}'`;
  const stored = `SELECT * FROM daily_totals WHERE ${some}`;
  const derived = `${TOTALS_OF_RECORDS} AND ${some} ${BY_DAY}`;
  const { rows } = await db.query<{ errors: string }>(`
SELECT (SELECT count(*) FROM (${stored} EXCEPT ALL ${derived}) surplus)
  + (SELECT count(*) FROM (${derived} EXCEPT ALL ${stored}) missing)
  + (SELECT count(*) FROM user_states s LEFT JOIN figures f ON f.user_id = s.user_id AND f.metric = 'steps'
     WHERE s.${some} AND f.numerator IS DISTINCT FROM (SELECT sum(steps) FROM daily_totals d
       WHERE d.user_id = s.user_id AND d.local_date BETWEEN s.as_of - 28 AND s.as_of - 1)) AS errors`);
  return Number(rows[0]!.errors);
}
