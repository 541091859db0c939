// `npm run bench:access-log`: what the access log costs a request, and what it costs to write it beside the requests.
// `-- --entries 50000 --rounds 6` are the defaults; `--database URL` takes a server whose user has CREATEDB.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { usersNamedIn } from '../src/access/allowance.js';
import { Access } from '../src/access/log/access.js';
import { AccessLog } from '../src/access/log/access-log.js';
import { createApp } from '../src/create-app.js';
import { migrate } from '../src/database/migrate.js';
import { UsersService } from '../src/users/users.service.js';
import { cpuOfPostgres } from './cpu-time.js';
import { openOwnServer } from './own-database.js';

const USERS = 1_000;
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '6' },
    database: { type: 'string' },
  },
});
const [count, rounds] = [Number(values.entries), Number(values.rounds)];
const caller = { kind: 'key', keyId: randomUUID(), prefix: 'ht_0123456789ab', scopes: [] } as const;

/** CPU microseconds of this process, and of PostgreSQL by one of its backends, for each of the entries. */
async function costOf(task: () => Promise<void> | void, backend: number): Promise<{ node: number; postgres: number }> {
  const [node, postgres] = [process.cpuUsage(), cpuOfPostgres(backend)];
  await task();
  const { user, system } = process.cpuUsage(node);
  return { node: (user + system) / count, postgres: ((cpuOfPostgres(backend) - postgres) * 1e6) / count };
}

const median = (numbers: number[]): string => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!.toFixed(1);

/** An id in one piece, as that of a request is by the time when it has been answered. */
const text = (): string => Buffer.from(randomUUID()).toString();

/** Bytes of memory for each of the entries that wait, with the texts of their requests. */
function memoryOf(log: AccessLog): number {
  globalThis.gc!();
  const before = process.memoryUsage().heapUsed;
  for (let entry = 0; entry < count; entry++) log.note(new Access({ ...caller }, 'getUser', text(), [text()]), 404);
  globalThis.gc!();
  return (process.memoryUsage().heapUsed - before) / count;
}

const server = await openOwnServer(values.database);
const url = await server.createDatabase('access_log');
await migrate(url);
const app = await createApp({ url });
const client = new pg.Client({ connectionString: url });
try {
  await client.connect();
  const [{ pid }] = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows as [{ pid: number }];
  await app.init();
  const log = app.get(AccessLog);
  console.log(`While it waits: ${Math.round(memoryOf(log))} bytes of memory`);
  await log.write(); // of users who are not there, so there is nothing to write
  const userIds: string[] = [];
  for (let user = 0; user < USERS; user++) {
    const access = new Access(caller, 'createUser', randomUUID(), []);
    await app.get(UsersService).create({}, null, access);
    userIds.push(access.userIds[0]!);
  }
  const [noted, written] = [[] as number[], [] as { node: number; postgres: number }[]];
  for (let round = 0; round < rounds; round++) {
    const requests = Array.from({ length: count }, (_, i) => ({
      params: { userId: userIds[(i * 7) % USERS] },
      query: {},
      id: text(),
    }));
    const note = await costOf(() => {
      for (const request of requests) log.note(new Access(caller, 'getUser', request.id, usersNamedIn(request).slice(0, 1)), 200);
    }, pid);
    noted.push(note.node);
    written.push(await costOf(() => log.write(), pid));
  }
  const { rows } = await client.query<{ bytes: number }>(
    `SELECT pg_total_relation_size('access_log') / ${count * rounds} AS bytes`,
  );
  console.log(`To note an entry: ${median(noted)} µs of Node`);
  const [node, postgres] = [median(written.map((cost) => cost.node)), median(written.map((cost) => cost.postgres))];
  console.log(`To write it: ${node} µs of Node, ${postgres} µs of PostgreSQL`);
  console.log(`In the table: ${rows[0]!.bytes} bytes with its indexes`);
} finally {
  await client.end();
  await app.close();
  await server.close();
}
