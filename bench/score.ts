// `npm run bench:score`: what a score, a write and the service's own housekeeping cost among a thousand to a million users.
// `-- --quick` is a small part of it in about two minutes; `-- --sizes 1000,10000` chooses the populations, and `--records 100000` up to
// which size everybody has all the records, by default 10000: larger ones are not audited.
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startLoad, type Run } from './measurement.js';
import { OPERATIONS } from './operations.js';
import { DURABLE, openOwnServer } from './own-database.js';
import { setting } from './report.js';
import { type Housekeeping, measureHousekeeping } from './score-housekeeping.js';
import { ask, askDatabase, type Subject } from './score-measurements.js';
import { enrolPeople } from './score-people.js';
import { describe, type Extent, populate } from './score-population.js';
import { aims, housekeepingTable, type Rounds, scoreTable, type WriteRounds, writeTable } from './score-report.js';
import { connectAsService } from './select-by-key.js';
import { type ServerProcess, startServer } from './server-process.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    records: { type: 'string', default: '10000' },
  },
});
const FULL = { sizes: '1000,10000,100000,1000000', rounds: 3, seconds: 2, people: 2400 };
const QUICK = { sizes: '1000,10000', rounds: 1, seconds: 1, people: 1000 };
const { rounds, seconds, people: atMost, ...defaults } = options.quick ? QUICK : FULL;
const sizes = (options.sizes ?? defaults.sizes).split(',').map(Number);
if (!sizes.every((size) => Number.isInteger(size) && size >= 100))
  throw new RangeError('--sizes takes numbers of users, from 100');

const CONNECTIONS = [1, 16];
const WRITERS = 8;
const WRITES = ['createToday', 'createScored'] as const;
const POOL_SIZE = 6;
/** As the service's own database runs: dead rows are collected, too. */
const LIKE_OURS = { ...DURABLE, autovacuum_naptime: '1min', max_wal_size: '8GB' };

/** All the records of small populations; of large ones, figures, and what the measurements read. */
const extentOf = (users: number): Extent => ({
  users,
  withRecords: users <= Number(options.records) ? users : 2000,
  withTotals: users <= Number(options.records) ? users : Math.min(users, 50_000),
  inYesterday: users < 10_000 ? 0 : Math.min(users / 2, 50_000),
});

const closers: (() => unknown)[] = [];
const say = (text: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);

try {
  const databases = await open(openOwnServer(process.env.DATABASE_URL, LIKE_OURS), (it) => it.close());
  const load = await open(Promise.resolve(startLoad()), (it) => it.disconnect());
  const peopleUrl = await databases.createDatabase('people');
  const people = await enrolPeople(peopleUrl, atMost);
  say(`${people} people of the survey enrolled through the service's own code`);

  const subjects: Subject[] = [];
  const housekeeping: Housekeeping[] = [];
  const generated: string[] = [];
  for (const extent of sizes.map(extentOf)) {
    const url = await databases.createDatabase(`score_${extent.users}`, 'people');
    const db = await openClient(url);
    await populate(db, people, extent);
    generated.push(await describe(db));
    say(generated.at(-1)!);
    const subject = await start(url, extent);
    subjects.push(subject);
    housekeeping.push(await measureHousekeeping(load, subject, seconds));
  }

  const scores: Rounds[] = [];
  for (const subject of subjects) {
    for (const connections of CONNECTIONS) {
      scores.push({ users: subject.users, connections, runs: { score: [], get: [], select: [] } });
      await ask(load, subject, 'score', subject.users, connections, seconds);
      await ask(load, subject, 'get', subject.withRecords, connections, seconds);
      await askDatabase(subject, connections, seconds / 2);
    }
  }
  for (let round = 1; round <= rounds; round++) {
    say(`Scores, round ${round} of ${rounds}; load average ${loadavg()[0]!.toFixed(1)}`);
    for (const { users, connections, runs } of scores) {
      const subject = subjects.find((one) => one.users === users)!;
      runs.score!.push(await ask(load, subject, 'score', users, connections, seconds));
      runs.get!.push(await ask(load, subject, 'get', subject.withRecords, connections, seconds));
      runs.select!.push(await askDatabase(subject, connections, seconds));
    }
  }

  // Last, since the service without statistics leaves them behind.
  const writes: WriteRounds[] = [];
  for (const subject of subjects) {
    const bare = await serve('without-statistics.js', subject.url);
    const unshared = await serve('without-statistics.js', subject.url, { BENCH_KEEPS: 'figures' });
    const mine: (WriteRounds & { operation: (typeof WRITES)[number] })[] = WRITES.flatMap((operation) =>
      CONNECTIONS.map((connections) => ({
        operation,
        title: OPERATIONS[operation].title,
        users: subject.users,
        connections,
        runs: { service: [], unshared: [], bare: [] },
      })),
    );
    writes.push(...mine);
    for (const operation of WRITES) {
      for (const server of [bare, unshared, subject.service]) {
        await ask(load, subject, operation, subject.withTotals, WRITERS, seconds, server);
      }
    }
    for (let round = 1; round <= rounds; round++) {
      say(`Writes among ${subject.users}, round ${round} of ${rounds}; load average ${loadavg()[0]!.toFixed(1)}`);
      for (const { operation, connections, runs } of mine) {
        const write = (server: Subject['service']): Promise<Run> =>
          ask(load, subject, operation, subject.withTotals, connections, seconds, server);
        runs.bare!.push(await write(bare));
        runs.unshared!.push(await write(unshared));
        runs.service!.push(await write(subject.service));
      }
    }
    await Promise.all([bare.stop(), unshared.stop()]);
  }
  const { rows } = await subjects[0]!.db.query<{ version: string }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version`,
  );
  const command = ['npm run bench:score', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
  console.log(`${setting(rows[0]!.version)}; \`${command}\`

Generated:
${generated.map((line) => `- ${line}`).join('\n')}

${aims(scores, writes, housekeeping)}

${scoreTable(scores)}

${writeTable(writes)}

${housekeepingTable(housekeeping)}`);
} finally {
  for (const close of closers) await close();
}

/** A service on a population that is ready, and connections to its database. */
async function start(url: string, extent: Extent): Promise<Subject> {
  const service = await serve('../src/main.js', url);
  const connected = await open(connectAsService({ url, poolSize: POOL_SIZE }), (it) => it.destroy());
  const db = await openClient(url);
  const { rows } = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return { ...extent, url, db, backend: rows[0]!.pid, service, connected };
}

function serve(script: string, url: string, more: Record<string, string> = {}): Promise<ServerProcess> {
  const settings = { DATABASE_URL: url, DATABASE_POOL_SIZE: String(POOL_SIZE), DEMO: 'false', ...more };
  return open(startServer(join(import.meta.dirname, script), settings), (it) => it.stop());
}

async function openClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await open(client.connect(), () => client.end());
  return client;
}

/** Waits for something to open, to be closed at the end, the last one first. */
async function open<T>(opening: Promise<T>, close: (opened: T) => unknown): Promise<T> {
  const opened = await opening;
  closers.unshift(() => close(opened));
  return opened;
}
