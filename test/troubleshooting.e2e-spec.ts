import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'libpg-query';
import { DRILLS } from '../bench/drills/drills.js';
import { OVERLOADS } from '../bench/drills/overload.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { useService } from './support/use-service.js';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const page = read('docs/troubleshooting.md');
const paragraphs = page
  .split('\n## The drills\n', 1)[0]!
  .split('\n### ')
  .slice(1)
  .map((text): [string, string] => [text.split('\n', 1)[0]!, text]);
const statements = [...page.matchAll(/```sql\n([^]+?)```/g)].map(([, text]) => text!.trim());
const all = (text: RegExp): string[] => [...page.matchAll(text)].map(([, name]) => name!);
const service = useService();

describe('The page for those who are in trouble', () => {
  it('names scripts and drills that are there, and all drills', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    expect(all(/npm run ([\w:]+)/g).filter((name) => !(name in scripts))).toEqual([]);
    const drills = [...Object.keys(DRILLS), ...Object.keys(OVERLOADS)];
    expect(all(/npm run drill -- ([a-z][\w-]+)/g).filter((name) => !drills.includes(name))).toEqual([]);
    const [, list = ''] = page.split('\n## The drills\n');
    expect(drills.filter((name) => !list.includes(`\`${name}\``))).toEqual([]);
  });

  it('names graphs that are drawn', () => {
    const { panels } = JSON.parse(read('deploy/observability/dashboard.json')) as { panels: { title: string }[] };
    const drawn = panels.map(({ title }) => title);
    const named = all(/(?<![\w`])_([A-Z][^_\n]+)_(?![\w`])/g);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !drawn.includes(name))).toEqual([]);
  });

  it('names metrics that the service has', async () => {
    const text = await (await fetch(`${service().url}/metrics`, { headers: service().credentials })).text();
    const told = all(/`(health_tracker_\w+)`/g).filter((name) => !text.includes(`# TYPE ${name} `));
    expect(told).toEqual([]);
  });

  it.each(paragraphs)('says of "%s" how to make it happen', (_title, text) => {
    expect(text).toMatch(/Make it happen|npm run drill -- /);
  });

  it.each(statements.map((text) => [text]))('has a statement that PostgreSQL takes: %s', async (text) => {
    expect((await parse(text)).stmts?.length).toBeGreaterThan(0);
    if (text.includes('pg_stat_statements')) return; // an extension that has to be loaded with the server
    const runner = service().dataSource.createQueryRunner();
    await runner.startTransaction();
    if (!/^(LOCK|ALTER) TABLE/m.test(text)) await runner.query('SET LOCAL ROLE health_tracker_keeper'); // as the page says
    try {
      for (const statement of text.split(';').filter((part) => part.trim() !== '' && part.trim() !== 'BEGIN'))
        await runner.query(statement);
    } finally {
      await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});

describe('What the page says how to make it happen', () => {
  const statement = (part: string): string => statements.find((text) => text.includes(part))!;

  it('keeps the ledger from being folded, and finds who does', async () => {
    const holder = service().dataSource.createQueryRunner();
    await holder.query(statement('SELECT pg_advisory_lock'));
    const [{ pid }] = (await holder.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
    const userId = await service().createUser({ birthDate: '1980-01-01' });
    const at = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    const walk = { type: 'walking', startedAt: `${at}T10:00:00Z`, endedAt: `${at}T11:00:00Z`, steps: 6000 };
    expect((await service().post(`/v1/users/${userId}/physical-activities`, walk)).status).toBe(201);
    expect(await service().app.get(CompactionService).compact()).toBe(0);
    const found = await service().dataSource.query<{ pid: number }[]>(statement('pg_locks'));
    expect(found.map((row) => row.pid)).toEqual([pid]);
    await holder.query('SELECT pg_advisory_unlock_all()');
    await holder.release();
  });

  it('makes requests fail that ask for a table which is not there', async () => {
    const userId = await service().createUser();
    await service().dataSource.query(statement('sleep_sessions_elsewhere'));
    expect((await service().get(`/v1/users/${userId}/sleep-sessions`)).status).toBe(500);
    await service().dataSource.query('ALTER TABLE sleep_sessions_elsewhere RENAME TO sleep_sessions');
    expect((await service().get(`/v1/users/${userId}/sleep-sessions`)).status).toBe(200);
  });

  it('makes work wait for who holds a table, and answers 503 to it after a while', async () => {
    const userId = await service().createUser();
    const holder = service().dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE figures IN ACCESS EXCLUSIVE MODE');
    const [{ pid }] = (await holder.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
    const score = service().get(`/get_health_score?user_id=${userId}`);
    interface Waiting {
      blocked_by: number[];
    }
    let waiting: Waiting[] = [];
    while (!waiting.some(({ blocked_by }) => blocked_by.includes(pid)))
      waiting = await service().dataSource.query<Waiting[]>(statement('pg_blocking_pids'));
    expect((await score).status).toBe(503);
    await holder.rollbackTransaction();
    await holder.release();
    expect((await service().get(`/get_health_score?user_id=${userId}`)).status).toBe(200);
  }, 30_000);
});
