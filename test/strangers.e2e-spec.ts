import fc from 'fast-check';
import { addressOf, ask, GUARDED } from './support/guarded-operations.js';
import { expectDone } from './support/records-over-http.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const service = useService();
const BODIES = {
  'physical-activities': { type: 'walking', startedAt: '2026-10-01T08:00:00Z', endedAt: '2026-10-01T09:00:00Z', steps: 4000 },
  'sleep-sessions': { startedAt: '2026-10-01T22:00:00Z', endedAt: '2026-10-02T06:00:00Z', totalSleepSeconds: 27_000 },
  'blood-tests': { collectedAt: '2026-10-01T08:00:00Z', results: [{ analyte: 'hdl', value: 60, unit: 'mg/dL' }] },
};

/** A user with records, and every id that is the user's. */
async function somebody(): Promise<{ userId: string; ids: string[] }> {
  const userId = await service().createUser({ displayName: 'Somebody' });
  const ids = [userId];
  for (const [path, body] of Object.entries(BODIES)) {
    ids.push(expectDone(await service().post(`/v1/users/${userId}/${path}`, body)).body.id as string);
  }
  return { userId, ids };
}

/** All that an answer says, without the address that was asked for. */
const saidIn = ({ headers, body }: Answer): string =>
  JSON.stringify([[...headers], typeof body === 'object' && body !== null ? { ...body, instance: null } : body]);

let ada: Awaited<ReturnType<typeof somebody>>;
let bob: Awaited<ReturnType<typeof somebody>>;
let token: { authorization: string };
beforeAll(async () => {
  [ada, bob] = [await somebody(), await somebody()];
  token = await service().signIn(ada.userId);
});

it('tells a user no id of another user, whatever is asked and with whichever ids', async () => {
  const reads = GUARDED.filter(({ method, operationId }) => method !== 'DELETE' && !/Import|Event/.test(operationId));
  const id = fc.constantFrom(...ada.ids, ...bob.ids);
  const tricks = fc.constantFrom('', `?user_id=${bob.userId}`, `?userId=${bob.userId}`, '?limit=200', `?cursor=${bob.userId}`);
  const headers = fc.constantFrom<Record<string, string>>(
    {},
    { 'x-user-id': bob.userId },
    { 'x-forwarded-user': bob.userId },
    { 'x-original-url': `/v1/users/${bob.userId}` },
    { 'x-http-method-override': 'GET' },
    { 'if-none-match': '*' },
  );
  const others = ['sessionId', 'activityId', 'bloodTestId', 'keyId', 'jobId'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...reads), id, id, tricks, headers, async (operation, userId, other, query, extra) => {
      const path = addressOf(operation, userId, Object.fromEntries(others.map((name) => [name, other])));
      const answer = await ask(service(), operation, path.includes('?') ? path : path + query, { ...token, ...extra });
      const said = saidIn(answer);
      expect(bob.ids.filter((one) => said.includes(one))).toEqual([]);
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
}, 90_000);

const TRICKS = [
  `' OR '1'='1`,
  `'; DROP TABLE users; --`,
  `1) UNION SELECT id::text FROM users --`,
  `$1`,
  `\\'); SELECT pg_sleep(5); --`,
  '..%2f..%2fusers',
  '%00',
  '%c0%ae%c0%ae',
  '{"$ne":null}',
  '\u202e',
  'a'.repeat(199),
];

it.each(TRICKS)('takes %j for what it is, in a path, a query, a header and a body', async (trick) => {
  const inUrl = trick.startsWith('%') || trick.startsWith('..') ? trick : encodeURIComponent(trick);
  const requests: Promise<Answer>[] = [
    service().get(`/v1/users/${inUrl}`),
    service().get(`/v1/users/${ada.userId}/physical-activities/${inUrl}`, token),
    service().get(`/v1/users/${ada.userId}/physical-activities?type=${inUrl}`, token),
    service().get(`/v1/users?cursor=${inUrl}`),
    service().get(`/v1/analytes/${inUrl}`),
    service().get(`/get_health_score?user_id=${inUrl}`),
    service().get(`/v1/users/${ada.userId}`, { authorization: `Bearer ${encodeURIComponent(trick)}` }),
    service().post('/v1/users', { displayName: trick, timeZone: trick }),
    service().post(`/v1/users/${ada.userId}/physical-activities`, { ...BODIES['physical-activities'], type: trick }, token),
  ];
  for (const answer of await Promise.all(requests)) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(saidIn(answer)).not.toContain(bob.userId);
  }
  expect((await service().get(`/v1/users/${bob.userId}`)).status).toBe(200);
});

it('keeps a name that looks like a statement as the name that it is', async () => {
  const displayName = `Robert'); DROP TABLE users; --`;
  const { body } = await service().post('/v1/users', { displayName });
  expect((await service().get(`/v1/users/${body.id}`)).body.displayName).toBe(displayName);
});
