import type { Service } from './service.js';

/** What one source says of one local day, as it is stored; a total counts only where its number of records is not 0. */
export interface StoredTotal {
  day: string;
  source: string;
  activities: number;
  steps: [records: number, total: number];
  intensity: [records: number, moderateSeconds: number, vigorousSeconds: number];
  centimeters: [records: number, total: number];
  centikilocalories: [records: number, total: number];
  asleepSeconds: [records: number, total: number];
}

/** The stored daily totals of a user, by local day and source. */
export async function storedTotals({ dataSource }: Service, userId: string): Promise<StoredTotal[]> {
  const [row] = await dataSource.query<[{ totals: StoredTotal[] }]>(
    `SELECT coalesce(json_agg(json_build_object(
      'day', local_date, 'source', source_kind || ' ' || source_name, 'activities', activity_records,
      'steps', json_build_array(steps_records, steps),
      'intensity', json_build_array(intensity_records, moderate_seconds, vigorous_seconds),
      'centimeters', json_build_array(distance_records, distance_centimeters),
      'centikilocalories', json_build_array(energy_records, energy_centikilocalories),
      'asleepSeconds', json_build_array(sleep_records, asleep_seconds))
      ORDER BY local_date, source_kind COLLATE "C", source_name COLLATE "C"), '[]') AS totals
    FROM daily_totals WHERE user_id = $1`,
    [userId],
  );
  return row.totals;
}
