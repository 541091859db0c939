import { DataSource } from 'typeorm';
import type { ConnectionPool } from '../../../src/database/prepared-pg.js';
import type { Service } from '../service.js';

/** How many brief statements the service asks for the user meanwhile. */
export async function statementsOf({ app }: Service, userId: string, task: () => Promise<unknown>): Promise<number> {
  const { master } = app.get(DataSource).driver as unknown as { master: ConnectionPool };
  const asked = jest.spyOn(master, 'queryBriefly');
  await task();
  const own = asked.mock.calls.filter(([query]) => JSON.stringify(query).includes(userId)).length;
  asked.mockRestore();
  return own;
}
