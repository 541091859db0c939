// `npm run migrate`: brings the tables up to date, for a release that does so before any process of it starts
// (MIGRATE_ON_START=false). Exits with 0 when they are, 2 when it could not run.
import 'reflect-metadata';
import { migrate } from '../database/migrate.js';
import { joinDatabase } from '../database/open-database.js';
import { admitServiceLogin } from '../database/service-login.js';
import { readEnvironment } from '../environment.js';
import { Shutdown } from '../shutdown.js';
import { COULD_NOT_RUN } from './run-command.js';

const shutdown = new Shutdown({ onSignal: COULD_NOT_RUN, onFailure: COULD_NOT_RUN });
try {
  const { databaseUrl, dataFolder, serviceLoginName: name, serviceLoginPassword: password } = readEnvironment();
  const database = await shutdown.closing(joinDatabase(databaseUrl, dataFolder), (it) => it.stop());
  console.error(`Database: ${database.description}`);
  const names = await migrate(database.ownerUrl);
  await database.admitService();
  if (name !== undefined && password !== undefined) await admitServiceLogin(database.ownerUrl, { name, password });
  console.log(names.length === 0 ? 'The tables were up to date.' : `Migrated: ${names.join(', ')}`);
  await shutdown.end(0);
} catch (error) {
  shutdown.fail(error);
}
