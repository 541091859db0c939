import pg from 'pg';
import type { DataSource } from 'typeorm';
import { tablesWithoutOwner } from './tables-without-owner.js';
import { isOfEverybody } from './statements-of-everybody.js';

/**
 * Remembers every statement that the tests of a file have the service send to PostgreSQL. The function that it returns names those
 * that mean rows of users without saying of whom, and are not known as statements of everybody.
 */
export function rememberStatements(): (dataSource: DataSource) => Promise<string[]> {
  const sent = jest.spyOn(pg.Client.prototype, 'query'); // which goes on doing what it does
  afterAll(() => sent.mockRestore());

  return async (dataSource) => {
    const asked = sent.mock.calls.map(([what]) => what as string | { text?: string });
    const texts = new Set(asked.map((what) => (typeof what === 'string' ? what : what.text)));
    const tables = await dataSource.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'user_id'`,
    );
    const owners = new Map([['users', 'id'], ...tables.map(({ name }) => [name, 'user_id'] as const)]);
    const faults: string[] = [];
    for (const text of texts) {
      if (text === undefined) continue;
      const ownerless = (await tablesWithoutOwner(text, owners)).filter((table) => !isOfEverybody(table, text));
      if (ownerless.length > 0) faults.push(`${ownerless.join(', ')}: ${text}`);
    }
    return faults;
  };
}
