import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import { BookkeepingService, type History } from '../population/bookkeeping.service.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import { localDate } from '../time/time-zone.js';
import { UsersService } from '../users/users.service.js';
import type { DemoUser } from './demo-users.js';
import type { DemoRecords } from './wire-records.js';

const AT_ONCE = 4;

/** Fills the service with demonstration users, through the same door as everybody's data; each user is one transaction. */
@Injectable()
export class DemoService {
  constructor(
    private readonly database: Database,
    private readonly bookkeeping: BookkeepingService,
    private readonly users: UsersService,
    private readonly activities: PhysicalActivitiesService,
    private readonly sleep: SleepSessionsService,
    private readonly bloodTests: BloodTestsService,
  ) {}

  async has(userId: string): Promise<boolean> {
    const rows = await this.database.forEverybody.query<unknown[]>('SELECT 1 FROM users WHERE id = $1', [userId]);
    return rows.length > 0;
  }

  /** Brings in those who are not there yet, so that a load which was cut off goes on. */
  async load(users: Iterable<DemoUser>, onLoaded: () => void): Promise<void> {
    const known = new Set((await this.database.forEverybody.query<{ id: string }[]>('SELECT id FROM users')).map(({ id }) => id));
    await severalAtOnce(users, async (user) => {
      if (!known.has(user.id)) await this.add(user);
      onLoaded();
    });
  }

  /**
   * Gives those who are there the days since their last one, as a device would have reported them, so that the demonstration
   * does not grow old. Who left the demonstration, or records no days, stays as is. Returns for how many there was something.
   */
  async bringForward(users: Iterable<DemoUser>): Promise<number> {
    let broughtForward = 0;
    await severalAtOnce(users, async ({ id, timeZone, growsOld, ...records }) => {
      const [row] = await this.database.forEverybody.query<{ last: string | null }[]>(
        'SELECT max(local_date)::text AS last FROM daily_totals WHERE user_id = $1',
        [id],
      );
      const missing = row?.last && !growsOld ? daysAfter(row.last, records) : null;
      if (!missing || missing.physicalActivities.length + missing.sleepSessions.length === 0) return;
      const histories = this.histories(id, timeZone, { ...missing, bloodTests: [] });
      const parts = histories.flatMap((history) => [...history.parts]);
      const after = histories.flatMap((history) => [...history.after]);
      await this.bookkeeping.write(id, null, () => ({ change: { parts, before: [], after }, answer: () => undefined }));
      broughtForward++;
    });
    return broughtForward;
  }

  private async add({ id, displayName, birthDate, sexAtBirth, timeZone, firstIds, ...records }: DemoUser): Promise<void> {
    await this.users.createWithRecords(
      { displayName, birthDate, sexAtBirth, timeZone },
      id,
      this.histories(id, timeZone, records, firstIds),
    );
  }

  private histories(id: string, timeZone: string, records: DemoRecords, firstIds?: DemoUser['firstIds']): History[] {
    return [
      this.activities.history(id, timeZone, records.physicalActivities, firstIds?.physicalActivities),
      this.sleep.history(id, timeZone, records.sleepSessions, firstIds?.sleepSessions),
      this.bloodTests.history(id, timeZone, records.bloodTests, firstIds?.bloodTests),
    ];
  }
}

function daysAfter(date: string, records: DemoRecords): Omit<DemoRecords, 'bloodTests'> {
  const isLater = (instant: string, zone: string): boolean => localDate(Date.parse(instant), zone) > date;
  return {
    physicalActivities: records.physicalActivities.filter(({ startedAt, timeZone }) => isLater(startedAt, timeZone)),
    sleepSessions: records.sleepSessions.filter(({ endedAt, timeZone }) => isLater(endedAt, timeZone)),
  };
}

async function severalAtOnce<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
