import { uuidV7 } from '../src/database/uuid-v7.js';
import { PhysicalActivitiesService } from '../src/physical-activity/physical-activities.service.js';
import { useService } from './support/use-service.js';

const service = useService();
const WALK = { type: 'walking', startedAt: '2025-03-10T12:00:00.000Z', endedAt: '2025-03-10T12:30:00.000Z' };

const keep = (userId: string, drafts: object[], ids: (string | undefined)[]) =>
  service().app.get(PhysicalActivitiesService).keeper(userId, drafts, { atomic: false, dryRun: false, ids }).write();

describe('records that come with the id under which they were exported', () => {
  it('have it again, and are known by it where no source has reported them', async () => {
    const userId = await service().createUser();
    const id = uuidV7();
    expect(await keep(userId, [WALK], [id])).toEqual([{ outcome: 'created', id, version: 1 }]);
    expect(await keep(userId, [WALK], [id])).toEqual([{ outcome: 'unchanged', id, version: 1 }]);
    expect(await keep(userId, [{ ...WALK, steps: 7 }, WALK], [id, id])).toEqual([
      { outcome: 'updated', id, version: 2 },
      { outcome: 'updated', id, version: 3 },
    ]);
    const { body } = await service().get(`/v1/users/${userId}/physical-activities/${id}`);
    expect(body).toMatchObject({ id, steps: null, externalId: null });
  });

  it('are known by what their source calls them, where it calls them anything', async () => {
    const userId = await service().createUser();
    const [mine, theirs] = [uuidV7(), uuidV7()];
    const reported = { ...WALK, externalId: 'a' };
    expect(await keep(userId, [reported], [mine])).toEqual([{ outcome: 'created', id: mine, version: 1 }]);
    expect(await keep(userId, [{ ...reported, steps: 7 }], [theirs])).toEqual([{ outcome: 'updated', id: mine, version: 2 }]);
  });

  it('get another id where their source calls them something else than what has theirs', async () => {
    const userId = await service().createUser();
    const id = uuidV7();
    const drafts = [{ ...WALK, externalId: 'a' }, { ...WALK, externalId: 'b' }, WALK];
    const [first, second, third] = await keep(userId, drafts, [id, id, id]);
    expect([first, second, third]).toMatchObject([
      { outcome: 'created', id },
      { outcome: 'created' },
      { outcome: 'updated', id },
    ]);
    expect(second).not.toMatchObject({ id });
    expect(await keep(userId, drafts.slice(1), [id, id])).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'unchanged', id }]);
  });

  it('are nobody else’s', async () => {
    const [one, other] = [await service().createUser(), await service().createUser()];
    const id = uuidV7();
    for (const userId of [one, other]) {
      expect(await keep(userId, [WALK], [id])).toEqual([{ outcome: 'created', id, version: 1 }]);
    }
    expect(await keep(other, [{ ...WALK, steps: 5 }], [id])).toEqual([{ outcome: 'updated', id, version: 2 }]);
    expect((await service().get(`/v1/users/${one}/physical-activities/${id}`)).body).toMatchObject({ steps: null });
  });
});
