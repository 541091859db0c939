import { randomBytes, randomUUID } from 'node:crypto';
import { OperatorKeyService } from '../src/access/operator-key.service.js';
import { newServiceKey } from '../src/access/service-key.js';
import { expectProblem } from './support/problem.js';
import { expectDone } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const service = useService();
const ACTS = '/v1/administrative-acts';

interface Act {
  id: string;
  at: string;
  operation: string;
  caller: string;
  keyPrefix: string | null;
  subjectKeyPrefix: string | null;
  requestId: string | null;
}
interface Acts {
  data: Act[];
  page: { nextCursor: string; hasMore: boolean };
}
const acts = async (query = ''): Promise<Acts> => expectDone(await service().get(ACTS + query)).body as Acts;
const actsOf = async (requestId: string): Promise<Act[]> =>
  (await acts('?limit=200')).data.filter((act) => act.requestId === requestId);
const own = (): string => service().key.slice(0, 15);

describe('Administrative acts', () => {
  it('begin with the first key, which a start of the service makes', async () => {
    const [first] = (await acts('?limit=200')).data.toReversed();
    expect(first).toMatchObject({ operation: 'createServiceKey', caller: 'start', keyPrefix: null, subjectKeyPrefix: own() });
    expect(first!.requestId).toBeNull();
  });

  it('tell once who made and who revoked a key', async () => {
    const made = { 'x-request-id': randomUUID() };
    const { body } = await service().post('/v1/service-keys', { name: 'Backend', scopes: ['users:read'] }, made);
    const revoked = { 'x-request-id': randomUUID() };
    expect((await service().delete(`/v1/service-keys/${body.id}`, revoked)).status).toBe(204);
    expectProblem(await service().delete(`/v1/service-keys/${body.id}`, revoked), 404);
    expectProblem(await service().post('/v1/service-keys', {}, made), 422);
    const act = { id: expect.any(String), at: expect.any(String), caller: 'service_key', keyPrefix: own() };
    const subject = { subjectKeyPrefix: body.prefix };
    expect(await actsOf(made['x-request-id'])).toEqual([
      { ...act, ...subject, operation: 'createServiceKey', requestId: made['x-request-id'] },
    ]);
    expect(await actsOf(revoked['x-request-id'])).toEqual([
      { ...act, ...subject, operation: 'deleteServiceKey', requestId: revoked['x-request-id'] },
    ]);
  });

  it('tell of a key that is given at a start, and of the one whose place it takes', async () => {
    const keys = [newServiceKey(), newServiceKey()] as const;
    for (const key of [keys[0], keys[0], keys[1], keys[1]]) await service().app.get(OperatorKeyService).take(key.text);
    const ofStart = (await acts('?limit=200')).data.filter(({ caller }) => caller === 'start');
    expect(
      ofStart
        .map(({ operation, subjectKeyPrefix }) => `${operation} ${subjectKeyPrefix}`)
        .slice(0, 3)
        .toSorted(),
    ).toEqual(
      [
        `createServiceKey ${keys[0].prefix}`,
        `deleteServiceKey ${keys[0].prefix}`,
        `createServiceKey ${keys[1].prefix}`,
      ].toSorted(),
    );
    expect(ofStart).toHaveLength(4);
  });

  it('tell that a user was erased, by the id on the receipt, and not who', async () => {
    const [userId, request] = [await service().createUser(), { 'x-request-id': randomUUID() }];
    const token = await service().signIn(userId);
    expectProblem(await service().delete(`/v1/users/${userId}`, { ...request, ...token, 'if-match': '"0"' }), 412);
    expect(await actsOf(request['x-request-id'])).toEqual([]);
    const { actId } = expectDone(await service().delete(`/v1/users/${userId}`, { ...request, ...token })).body as {
      actId: string;
    };
    const [act, ...more] = await actsOf(request['x-request-id']);
    expect(act).toMatchObject({
      id: actId,
      operation: 'deleteUser',
      caller: 'user_token',
      keyPrefix: own(),
      subjectKeyPrefix: null,
    });
    expect(more).toEqual([]);
    expect(JSON.stringify(await acts('?limit=200'))).not.toContain(userId);
  });

  it('do not happen where they cannot be told of', async () => {
    const userId = await service().createUser();
    const { id } = await service().createKey('users:read');
    await service().dataSource.query('ALTER TABLE administrative_acts ADD CONSTRAINT nothing_goes_in CHECK (false) NOT VALID');
    const keys = (): Promise<unknown[]> => service().dataSource.query('SELECT id, revoked_at FROM service_keys ORDER BY id');
    const before = await keys();
    try {
      for (const answer of [
        await service().post('/v1/service-keys', { name: 'Backend', scopes: ['users:read'] }),
        await service().delete(`/v1/service-keys/${id}`),
        await service().delete(`/v1/users/${userId}`),
      ])
        expect(answer.status).toBeGreaterThanOrEqual(400);
    } finally {
      await service().dataSource.query('ALTER TABLE administrative_acts DROP CONSTRAINT nothing_goes_in');
    }
    expect(await keys()).toEqual(before);
    expect((await service().get(`/v1/users/${userId}`)).status).toBe(200);
  });

  it('come in pages, and from a time', async () => {
    const from = new Date().toISOString();
    for (let count = 0; count < 3; count++) await service().createKey('users:read');
    const { data: all } = await acts(`?from=${from}`);
    expect(all).toHaveLength(3);
    const { data: two, page } = await acts(`?from=${from}&limit=2`);
    const { data: rest, page: last } = await acts(`?from=${from}&limit=2&cursor=${page.nextCursor}`);
    expect([...two, ...rest]).toEqual(all);
    expect([page.hasMore, last.hasMore]).toEqual([true, false]);
    expect((await acts(`?to=${from}`)).data.filter(({ at }) => at >= from)).toEqual([]);
    expectProblem(await service().get(`${ACTS}?from=2026-01-01`), 400);
  });

  it('have nothing of a key but its beginning', async () => {
    const name = `Name ${randomBytes(8).toString('hex')}`;
    const { body } = await service().post('/v1/service-keys', { name, scopes: ['users:read'] });
    const rows = JSON.stringify(await service().dataSource.query('SELECT * FROM administrative_acts'));
    expect([name, body.id, body.key.slice(16)].filter((secret) => rows.includes(secret))).toEqual([]);
  });
});
