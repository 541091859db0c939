import { randomInt } from 'node:crypto';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type DatabaseSettings } from '../src/database/data-source.js';
import { type Latencies, latenciesOf } from './latencies.js';
import { uuidOf } from './population.js';

/** Connects as the service does, and takes on no role. */
export const connectAsService = (settings: DatabaseSettings): Promise<DataSource> =>
  new DataSource(dataSourceOptions(settings)).initialize();

/** Reads one user's state by its key again and again, so many at a time. */
export async function selectByKey(db: DataSource, users: number, atOnce: number, seconds: number): Promise<Latencies> {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  const keepReading = async (): Promise<void> => {
    for (let at = performance.now(); at < until; at = performance.now()) {
      await db.query('SELECT version, cohort FROM user_states WHERE user_id = $1', [uuidOf(randomInt(1, users + 1))]);
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, keepReading));
  return latenciesOf(latencies, (performance.now() - started) / 1000);
}
