import { setTimeout as pause } from 'node:timers/promises';
import { AuditService } from '../src/audit/audit.service.js';
import { Dice } from './support/dice.js';
import { recordsOfPerson } from './support/records-of-person.js';
import { RememberingWriter, type Send } from './support/remembering-writer.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';
import { useService } from './support/use-service.js';

const PEOPLE = 3;
const WRITERS = 12;
const CRASHES = 3;
const WRITES_A_PROCESS = 60;

const service = useService(); // to ask afterwards
const source = new TranspiledSource();
afterAll(() => source.remove());

/** Waits until PostgreSQL has ended what those who are gone have asked of it. */
async function databaseIsQuiet(): Promise<void> {
  const BUSY = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`;
  while ((await service().dataSource.query<unknown[]>(BUSY)).length > 0) await pause(20);
}

it('loses no write that was answered, and does no write by half, when the process is killed again and again', async () => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => service().createUser()));
  const start = (): Promise<ServiceProcess> => ServiceProcess.start(source.script('main.js'), service().databaseUrl);
  const processes = await Promise.all(Array.from({ length: CRASHES }, start));
  const living = [...processes]; // the first of them is written to

  const send: Send = async (method, path, body) => {
    const headers = { ...service().credentials, 'content-type': 'application/json' };
    const init = { method, headers, body: body && JSON.stringify(body) };
    try {
      const response = await fetch(living[0]!.url + path, init);
      const text = await response.text();
      return { status: response.status, body: text && JSON.parse(text) };
    } catch {
      return null;
    }
  };
  const writers = Array.from(
    { length: WRITERS },
    (_, i) => new RememberingWriter(`writer ${i}`, people, new Dice(i + 1), Date.now, send),
  );
  const writing = writers.map(async (writer) => {
    while (living.length > 0) await writer.write();
  });
  const total = (count: 'acknowledged' | 'unanswered'): number => writers.reduce((sum, writer) => sum + writer[count], 0);
  for (const [i, crashing] of processes.entries()) {
    while (total('acknowledged') < WRITES_A_PROCESS * (i + 1)) await pause(5);
    const killed = crashing.kill();
    living.shift();
    await killed;
  }
  await Promise.all(writing);
  await databaseIsQuiet();

  expect(writers.flatMap(({ problems }) => problems)).toEqual([]);
  for (const userId of people) {
    const stored = await recordsOfPerson(service(), userId);
    expect(writers.flatMap((writer) => writer.mistakes(userId, stored))).toEqual([]);
  }
  expect(total('unanswered')).toBeGreaterThan(CRASHES);
  expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
}, 90_000);
