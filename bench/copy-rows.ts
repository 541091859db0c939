import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** All that follows from records of activities, parents first; what everybody adds to is written by the service alone. */
const TABLES = ['physical_activities', 'daily_totals', 'figures'];

/** Runs psql, all in one transaction. */
const psql = (url: string, ...commands: string[]): void =>
  void execFileSync('psql', [url, '-X', '-q', '-1', ...commands.flatMap((command) => ['-c', command])], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Writes the rows of a user to files, one a table. */
export function copyOut(url: string, userId: string, folder: string): void {
  psql(url, ...TABLES.map((table) => `\\copy (SELECT * FROM ${table} WHERE user_id = '${userId}') TO '${join(folder, table)}'`));
}

/** Puts the user, without records, into a database, then has psql copy the rows in; returns the seconds of the copy. */
export function copyIn(url: string, userId: string, folder: string): number {
  psql(
    url,
    `INSERT INTO users (id, sex_at_birth, time_zone, version, created_at, updated_at) VALUES ('${userId}', 'unknown', 'UTC', 1, now(), now())`,
  );
  const began = performance.now();
  psql(url, ...TABLES.map((table) => `\\copy ${table} FROM '${join(folder, table)}'`));
  return (performance.now() - began) / 1000;
}
