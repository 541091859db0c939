import { SCOPES } from '../src/access/scopes.js';
import { badCredentials } from './support/bad-credentials.js';
import { addressOf, ask, GUARDED, namesAUser, OPERATIONS, type GuardedOperation } from './support/guarded-operations.js';
import { expectProblem } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();
let userId: string;
let otherUserId: string;
let bad: Awaited<ReturnType<typeof badCredentials>>;
beforeAll(async () => {
  userId = await service().createUser();
  otherUserId = await service().createUser();
  bad = await badCredentials(service(), userId);
});

const byId = (operations: readonly GuardedOperation[]): [string, GuardedOperation][] =>
  operations.map((operation) => [operation.operationId, operation]);
const takes = (scheme: string) => (operation: GuardedOperation) => operation.schemes?.includes(scheme);
const withKey = async (...scopes: string[]): Promise<{ authorization: string }> => ({
  authorization: `Bearer ${(await service().createKey(...scopes)).key}`,
});

it('every route says who may use it, and only the health of the service is public', () => {
  expect(OPERATIONS.filter(({ schemes }) => schemes === undefined)).toEqual([]);
  expect(OPERATIONS.filter(({ schemes }) => schemes?.length === 0).map(({ operationId }) => operationId)).toEqual([
    'getLiveness',
    'getReadiness',
    'getVersion',
  ]);
});

it('a user is let in only where the address names the user, the job is looked at first, or everybody reads the same', () => {
  const free = GUARDED.filter(takes('userToken')).filter((operation) => !namesAUser(operation));
  expect(free.map(({ operationId }) => operationId).toSorted()).toEqual([
    'cancelJob',
    'getAnalyte',
    'getJob',
    'getPopulationStatistics',
    'listAnalytes',
    'listJobErrors',
    'listJobEvents',
  ]);
});

describe.each(byId(GUARDED))('%s', (_operationId, operation) => {
  const own = (): string => addressOf(operation, userId);

  it('is closed to whoever has no credentials', async () => {
    const answer = await ask(service(), operation, own(), { authorization: '' });
    expectProblem(answer, 401, 'credentials_required');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="health-tracker"');
  });

  it('is closed to credentials that are no good', async () => {
    for (const [what, authorization] of Object.entries(bad)) {
      const answer = await ask(service(), operation, own(), { authorization });
      expect([what, answer.status, answer.body.code]).toEqual([what, 401, 'invalid_credentials']);
    }
  });

  it('is closed to a key with all scopes but its own, and open to one with nothing else', async () => {
    const scopes = operation.scope!.split(' ');
    const others = SCOPES.filter((scope) => scope !== scopes[0]);
    const refused = await ask(service(), operation, own(), await withKey(...others));
    expectProblem(refused, 403, 'insufficient_scope');
    expect(refused.headers.get('www-authenticate')).toContain(`error="insufficient_scope", scope="${scopes[0]}"`);
    const somebody = addressOf(operation, await service().createUser()); // whom some of the routes remove
    expect([401, 403]).not.toContain((await ask(service(), operation, somebody, await withKey(...scopes))).status);
  });
});

describe.each(byId(GUARDED.filter(takes('userToken'))))('%s, asked by a user', (_operationId, operation) => {
  it('is open to the user, whom the scope is needed of, too', async () => {
    const mine = await service().createUser();
    const path = addressOf(operation, mine);
    const [{ authorization: another }, all] = [await service().signIn(mine, otherScope(operation)), await service().signIn(mine)];
    expectProblem(await ask(service(), operation, path, { authorization: another }), 403, 'insufficient_scope');
    expect([401, 403]).not.toContain((await ask(service(), operation, path, all)).status);
  });

  if (!namesAUser(operation)) return;
  it('knows of nobody else: one who is there is like one who is not', async () => {
    const token = await service().signIn(userId);
    for (const other of [otherUserId, otherUserId.toUpperCase(), '018f0000-0000-7000-8000-000000000000', 'nobody']) {
      const answer = await ask(service(), operation, addressOf(operation, other), token);
      expectProblem(answer, 404, 'not_found');
      expect(answer.body.detail).toBe('There is no such user.');
    }
  });
});

describe.each(byId(GUARDED.filter((operation) => !takes('userToken')(operation))))(
  '%s, asked by a user',
  (_operationId, operation) => {
    it('is for service keys', async () => {
      const answer = await ask(service(), operation, addressOf(operation, userId), await service().signIn(userId));
      expectProblem(answer, 403, 'not_for_users');
    });
  },
);

it('a user is found by any spelling of the id, and by both names of the parameter', async () => {
  const token = await service().signIn(userId);
  const statusOf = async (path: string): Promise<number> => (await service().get(path, token)).status;
  expect(await statusOf(`/v1/users/${userId.toUpperCase()}`)).toBe(200);
  expect(await statusOf(`/get_health_score?userId=${userId}`)).toBe(200);
  expect(await statusOf(`/get_health_score?user_id=${userId}&userId=${otherUserId}`)).toBe(404);
  expect(await statusOf(`/get_health_score?user_id=${userId}&user_id=${otherUserId}`)).toBe(404);
  expect(await statusOf('/get_health_score')).toBe(400);
});

it('nothing of a body is read before it is known whose it is', async () => {
  const answer = await service().post('/v1/users', '{ this is no JSON', { authorization: '' });
  expectProblem(answer, 401, 'credentials_required');
});

const otherScope = ({ scope }: GuardedOperation): string => (scope === 'records:read' ? 'scores:read' : 'records:read');
