import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../create-app.js';
import { assertMigrated } from '../database/migrate.js';
import { joinDatabase } from '../database/open-database.js';
import { readEnvironment } from '../environment.js';
import { Shutdown } from '../shutdown.js';

/** The exit status of a command that did not get as far as an answer. */
export const COULD_NOT_RUN = 2;

/**
 * Runs an operator's command on the database of the service, whether the service runs or not, and exits with the status that it
 * returns; with 2 when it could not run or was interrupted. Nothing of the service starts: no HTTP, no housekeeping.
 */
export async function runCommand(command: (app: INestApplicationContext) => Promise<number>): Promise<void> {
  const shutdown = new Shutdown({ onSignal: COULD_NOT_RUN, onFailure: COULD_NOT_RUN });
  try {
    const { databaseUrl, dataFolder, preparedStatements } = readEnvironment();
    const database = await shutdown.closing(joinDatabase(databaseUrl, dataFolder), (it) => it.stop());
    await assertMigrated(database.ownerUrl);
    await database.admitService();
    const settings = { url: database.url, poolSize: 2, statementTimeoutMs: 0, preparedStatements };
    const app = await shutdown.closing(createApp(settings), (it) => it.close());
    console.error(`Database: ${database.description}`);
    await shutdown.end(await command(app));
  } catch (error) {
    shutdown.fail(error);
  }
}
