// One server for the run: DATABASE_URL when it is set (its user needs CREATEDB), else a throw-away embedded PostgreSQL.
// Every test file gets a database of its own, cloned from one migrated template.
const pg = require('pg');
const { startEmbeddedPostgres } = require('../../src/database/embedded-postgres.ts');
const { createDataSource } = require('../../src/database/data-source.ts');
const { admitServiceLogin } = require('../../src/database/service-login.ts');

module.exports = async () => {
  let admin = process.env.DATABASE_URL;
  let server;
  if (!admin) {
    server = await startEmbeddedPostgres({ ephemeral: true, database: 'postgres' });
    admin = server.url;
  }
  const run = `health_tracker_test_${process.pid.toString(36)}_${Date.now().toString(36)}`;
  globalThis.testDatabase = { server, admin, run };
  Object.assign(process.env, { TEST_ADMIN_URL: admin, TEST_RUN: run }); // the workers inherit these

  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`CREATE DATABASE "${run}_template"`);
  await client.end();
  const template = new URL(admin);
  template.pathname = `/${run}_template`;
  const dataSource = await createDataSource(template.href).initialize();
  await dataSource.runMigrations();
  await dataSource.destroy();
  await admitServiceLogin(template.href, { name: `${run}_service`, password: run });
};
