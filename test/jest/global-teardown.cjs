const pg = require('pg');

module.exports = async () => {
  const { server, admin, run } = globalThis.testDatabase;
  if (server) return server.stop();
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [run]);
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  await client.query(`DROP ROLE "${run}_service"`);
  await client.end();
};
