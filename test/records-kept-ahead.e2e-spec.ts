import { setTimeout as pause } from 'node:timers/promises';
import { AuditService } from '../src/audit/audit.service.js';
import type { Keep } from '../src/health-records/kept-record.js';
import { PhysicalActivitiesService } from '../src/physical-activity/physical-activities.service.js';
import { useMovableClock } from './support/movable-clock.js';
import { useService } from './support/use-service.js';

const service = useService();
const MANY = 120; // so many are looked for before it is their turn
const START = Date.UTC(2025, 2, 10, 23, 10);
const itIsNow = useMovableClock();
beforeEach(() => itIsNow('2025-03-15T12:00:00Z'));

const walks = (from: number, members: object = {}): object[] =>
  Array.from({ length: MANY }, (_, index) => ({
    type: 'walking',
    startedAt: new Date(START + (from + index) * 60_000).toISOString(),
    endedAt: new Date(START + (from + index) * 60_000 + 30_000).toISOString(),
    steps: 1,
    externalId: `walk ${from + index}`,
    ...members,
  }));

/** Drafts that have been looked for by now, as those of an import are while the batch before them is written. */
async function lookedFor(userId: string, drafts: object[]): Promise<Keep> {
  const keep = service().app.get(PhysicalActivitiesService).keeper(userId, drafts, { atomic: false, dryRun: false });
  keep.look();
  await pause(300);
  return keep;
}

async function counts(keep: Keep, earlier?: Keep): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { outcome } of await keep.write(undefined, earlier)) sums[outcome] = (sums[outcome] ?? 0) + 1;
  return sums;
}

const activities = async (userId: string): Promise<{ localDate: string; steps: number }[]> => {
  const { body } = await service().get(`/v1/users/${userId}/physical-activities?limit=200`);
  return body.data as { localDate: string; steps: number }[];
};

const stepsOfDays = async (userId: string): Promise<number> => {
  const { body } = await service().get(`/v1/users/${userId}/daily-summaries?from=2025-03-10&to=2025-03-12`);
  return (body.data as { steps: number | null }[]).reduce((sum, { steps }) => sum + (steps ?? 0), 0);
};

describe('records that were looked for while earlier ones were being written', () => {
  it('are written as they were foreseen where the earlier ones were others', async () => {
    const userId = await service().createUser();
    const [first, second] = [await lookedFor(userId, walks(0)), await lookedFor(userId, walks(MANY))];
    expect(await counts(first)).toEqual({ created: MANY });
    expect(await counts(second, first)).toEqual({ created: MANY });
    expect(await stepsOfDays(userId)).toBe(2 * MANY);
    const [again, changed] = [await lookedFor(userId, walks(0)), await lookedFor(userId, walks(MANY, { steps: 2 }))];
    expect(await counts(again)).toEqual({ unchanged: MANY });
    expect(await counts(changed, again)).toEqual({ updated: MANY });
    expect(await stepsOfDays(userId)).toBe(3 * MANY);
  });

  it('are decided anew where the earlier ones have written some of the same', async () => {
    const userId = await service().createUser();
    const [first, second] = [await lookedFor(userId, walks(0)), await lookedFor(userId, walks(20, { steps: 2 }))];
    expect(await counts(first)).toEqual({ created: MANY });
    expect(await counts(second, first)).toEqual({ created: 20, updated: MANY - 20 });
    expect(await stepsOfDays(userId)).toBe(20 + 2 * MANY);
  });

  it('are decided anew where the earlier ones have written one by its id', async () => {
    const userId = await service().createUser();
    expect(await counts(await lookedFor(userId, walks(0)))).toEqual({ created: MANY });
    const { body } = await service().get(`/v1/users/${userId}/physical-activities?limit=1`);
    const { id, externalId } = body.data[0] as { id: string; externalId: string };
    const [draft] = walks(0, { externalId: undefined, steps: 5 });
    const keeper = service().app.get(PhysicalActivitiesService);
    const nameless = keeper.keeper(userId, [draft], { atomic: false, dryRun: false, ids: [id] });
    const named = await lookedFor(userId, walks(0));
    expect(await counts(nameless)).toEqual({ updated: 1 }); // and has no name any more
    expect(await counts(named, nameless)).toEqual({ unchanged: MANY - 1, created: 1 });
    expect((await activities(userId)).length).toBe(MANY + 1);
    expect(externalId).toBe(`walk ${MANY - 1}`);
  });

  it('are decided anew where somebody else has written one of them', async () => {
    const userId = await service().createUser();
    const keep = await lookedFor(userId, walks(0));
    await service().post(`/v1/users/${userId}/physical-activities`, walks(7, { steps: 9 })[0]!);
    expect(await counts(keep)).toEqual({ created: MANY - 1, updated: 1 });
    expect(await stepsOfDays(userId)).toBe(MANY);
  });

  it('are decided anew where somebody else has written one of them beside the earlier ones', async () => {
    const userId = await service().createUser();
    const [first, second] = [await lookedFor(userId, walks(0)), await lookedFor(userId, walks(MANY))];
    expect(await counts(first)).toEqual({ created: MANY });
    await service().post(`/v1/users/${userId}/physical-activities`, walks(MANY, { steps: 9 })[0]!);
    expect(await counts(second, first)).toEqual({ created: MANY - 1, updated: 1 });
    expect(await stepsOfDays(userId)).toBe(2 * MANY);
  });

  it('are what they were when they were looked for, where nothing is to be written', async () => {
    const userId = await service().createUser();
    expect(await counts(await lookedFor(userId, walks(0)))).toEqual({ created: MANY });
    const again = await lookedFor(userId, walks(0));
    await service().post(`/v1/users/${userId}/physical-activities`, walks(7, { steps: 9 })[0]!);
    expect(await counts(again)).toEqual({ unchanged: MANY });
    expect(await stepsOfDays(userId)).toBe(MANY + 8);
  });

  it('are decided anew where it is not known what the earlier ones have left', async () => {
    const userId = await service().createUser();
    const few = await lookedFor(userId, walks(500).slice(0, 5));
    const [second, third] = [await lookedFor(userId, walks(0)), await lookedFor(userId, walks(MANY))];
    expect(await counts(few)).toEqual({ created: 5 });
    expect(await counts(second, few)).toEqual({ created: MANY });
    expect(await counts(third, second)).toEqual({ created: MANY });
    expect(await stepsOfDays(userId)).toBe(2 * MANY + 5);
  });

  it('are written as of the day that has begun meanwhile', async () => {
    const userId = await service().createUser();
    const [first, second] = [await lookedFor(userId, walks(0)), await lookedFor(userId, walks(MANY))];
    expect(await counts(first)).toEqual({ created: MANY });
    itIsNow('2025-04-08T12:00:00Z');
    expect(await counts(second, first)).toEqual({ created: MANY });
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
  });

  it('are of the days of the zone in which their user is by then', async () => {
    const userId = await service().createUser({ timeZone: 'UTC' });
    const keep = await lookedFor(userId, walks(0));
    await service().patch(`/v1/users/${userId}`, { timeZone: 'Europe/Berlin' });
    expect(await counts(keep)).toEqual({ created: MANY });
    expect(new Set((await activities(userId)).map(({ localDate }) => localDate))).toEqual(new Set(['2025-03-11']));
  });

  it('are not written where their user is gone', async () => {
    const userId = await service().createUser();
    const keep = await lookedFor(userId, walks(0));
    await service().delete(`/v1/users/${userId}`);
    await expect(keep.write()).rejects.toMatchObject({ status: 404 });
  });
});
