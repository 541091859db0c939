import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import { clock } from '../time/clock.js';
import { UsersService } from '../users/users.service.js';
import { exampleUserId, namedDemoUsers, populationDemoUsers, type DemoUser } from './demo-users.js';
import { parsePeople } from './people.js';

const AT_ONCE = 4;

/** Fills the service with the demonstration population, through the same door as everybody's data. */
@Injectable()
export class DemoService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly activities: PhysicalActivitiesService,
    private readonly sleep: SleepSessionsService,
    private readonly bloodTests: BloodTestsService,
  ) {}

  /** Whether the population is there whole: the user of the examples comes last. */
  async isLoaded(): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>('SELECT 1 FROM users WHERE id = $1', [exampleUserId]);
    return rows.length > 0;
  }

  /** Loads whom an earlier load, cut off, has not loaded; each user is one transaction. Tells how far it is. */
  async load(onProgress: (loaded: number, of: number) => void): Promise<void> {
    const people = parsePeople(await readFile(join(import.meta.dirname, 'nhanes-2011-2012.csv'), 'utf8'));
    const now = clock.now();
    const known = new Set((await this.dataSource.query<{ id: string }[]>('SELECT id FROM users')).map(({ id }) => id));
    const named = namedDemoUsers(people, now).toReversed();
    let loaded = 0;
    const loadNext = async (queue: Iterator<DemoUser>): Promise<void> => {
      for (let next = queue.next(); !next.done; next = queue.next()) {
        if (!known.has(next.value.id)) await this.add(next.value);
        onProgress(++loaded, people.length);
      }
    };
    const population = populationDemoUsers(people, now);
    await Promise.all(Array.from({ length: AT_ONCE }, () => loadNext(population)));
    await loadNext(named.values());
  }

  private async add({ id, displayName, birthDate, sexAtBirth, timeZone, ...records }: DemoUser): Promise<void> {
    await this.users.create({ displayName, birthDate, sexAtBirth, timeZone }, id, [
      this.activities.history(id, timeZone, records.physicalActivities),
      this.sleep.history(id, timeZone, records.sleepSessions),
      this.bloodTests.history(id, timeZone, records.bloodTests),
    ]);
  }
}
