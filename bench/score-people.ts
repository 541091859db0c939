import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { BloodTestsService } from '../src/blood-tests/blood-tests.service.js';
import { createApp } from '../src/create-app.js';
import { migrate } from '../src/database/migrate.js';
import { birthDateOf } from '../src/demo/birth-date.js';
import { expandPerson } from '../src/demo/expand.js';
import { parsePeople } from '../src/demo/people.js';
import { PhysicalActivitiesService } from '../src/physical-activity/physical-activities.service.js';
import { SleepSessionsService } from '../src/sleep/sleep-sessions.service.js';
import { clock } from '../src/time/clock.js';
import { addDays } from '../src/time/local-date.js';
import { localDate } from '../src/time/time-zone.js';
import { UsersService } from '../src/users/users.service.js';
import { TIME_ZONE, uuidOf } from './population.js';
import { connectAsService } from './select-by-key.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 4;
const PEOPLE_CSV = join(import.meta.dirname, '../src/demo/nhanes-2011-2012.csv');

const OWNED = ['daily_totals', 'physical_activities', 'sleep_sessions', 'blood_tests', 'blood_test_results'];
const seatOf = (column: string): string => `('x' || left(${column}::text, 8))::bit(32)::integer AS seat`;
const keep = (name: string, table: string): string =>
  `CREATE TABLE people.${name} AS SELECT ${seatOf('user_id')}, t.* FROM ${table} t;`;

/**
 * Enrols the adults of the survey who wore a device and told of their sleep, up to so many, through the service's own code, and
 * keeps what it made of them in the schema `people`: their records of 30 days, and their figures and states of yesterday and,
 * rolled over, of today. The service's tables are left empty. Returns how many people there are.
 */
export async function enrolPeople(url: string, atMost: number): Promise<number> {
  await migrate(url);
  const all = parsePeople(await readFile(PEOPLE_CSV, 'utf8'));
  const people = all.filter(({ stepsPerDay, sleepHours }) => stepsPerDay !== null && sleepHours !== null).slice(0, atMost);
  const app = await createApp({ url });
  await app.init();
  const db = await connectAsService({ url, statementTimeoutMs: 0 }); // as the owner
  try {
    const now = clock.now;
    clock.now = () => now() - DAY_MS;
    const [users, activities, sleep, bloodTests] = [
      app.get(UsersService),
      app.get(PhysicalActivitiesService),
      app.get(SleepSessionsService),
      app.get(BloodTestsService),
    ];
    // Their records end yesterday, a day that their figures of yesterday do not count in yet.
    const today = addDays(localDate(clock.now(), TIME_ZONE), 1);
    const queue = people.entries();
    const enrolNext = async (): Promise<void> => {
      for (const [index, person] of queue) {
        const id = uuidOf(index + 1);
        const records = expandPerson(person, { seed: index, today, timeZone: TIME_ZONE });
        const { sexAtBirth, ageYears } = person;
        await users.createWithRecords({ sexAtBirth, birthDate: birthDateOf(ageYears, index, today), timeZone: TIME_ZONE }, id, [
          activities.history(id, TIME_ZONE, records.physicalActivities),
          sleep.history(id, TIME_ZONE, records.sleepSessions),
          bloodTests.history(id, TIME_ZONE, records.bloodTests),
        ]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, enrolNext));
    await db.query(`
CREATE SCHEMA people;
CREATE TABLE people.users AS SELECT ${seatOf('id')}, t.* FROM users t;
${keep('figures_of_yesterday', 'figures')} ${keep('states_of_yesterday', 'user_states')}
${OWNED.map((table) => keep(table, table)).join('\n')}`);
    clock.now = now;
    while ((await due(db)) > 0) await pause(200); // the service itself ends their day
    await db.query(`
${keep('figures', 'figures')} ${keep('user_states', 'user_states')}
TRUNCATE users, population_ledger CASCADE;
ANALYZE`);
  } finally {
    await app.close();
    await db.destroy();
  }
  return people.length;
}

async function due(db: DataSource): Promise<number> {
  return (await db.query<unknown[]>('SELECT 1 FROM user_states WHERE rolls_at <= now() LIMIT 1')).length;
}
