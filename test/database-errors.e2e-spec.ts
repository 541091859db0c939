import { encodeCursor } from '../src/http/cursor.js';
import { expectProblem } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();
const SECRET = 'Ada Łovelace';
let userId: string;
let logged: string;

beforeAll(async () => {
  userId = await service().createUser({ displayName: SECRET });
});
beforeEach(() => {
  logged = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      logged += String(text);
      return true;
    });
  }
});
afterEach(() => jest.restoreAllMocks());

const alter = (sql: string): Promise<unknown> => service().dataSource.query(`ALTER TABLE ${sql}`);

describe('an error that only the database finds', () => {
  it('is told by the name of the rule, and logged without anybody’s values', async () => {
    await alter(`users ADD CONSTRAINT nobody_is_called_ada CHECK (display_name NOT LIKE 'Ada %') NOT VALID`);
    const answer = await service().post('/v1/users', { displayName: SECRET });
    await alter('users DROP CONSTRAINT nobody_is_called_ada');
    expectProblem(answer, 422, 'nobody_is_called_ada');
    expect(answer.body.detail).toBe('This would break a rule: nobody is called ada.');
    expect(JSON.stringify(answer.body)).not.toContain(SECRET);
    expect(logged).toContain(answer.body.requestId);
    expect(logged).not.toContain(SECRET);
  });

  it('is a fault of the query where the query has it', async () => {
    const cursor = encodeCursor([SECRET], null); // well made, and nonsense
    const answer = await service().get(`/v1/users?cursor=${cursor}`);
    expectProblem(answer, 400, 'invalid_value');
    expect(logged).not.toContain(SECRET);
  });

  it('is a failure of the service where it is one, and tells nothing', async () => {
    await alter('users RENAME COLUMN display_name TO gone');
    const answer = await service().post('/v1/users', { displayName: SECRET });
    await alter('users RENAME COLUMN gone TO display_name');
    expectProblem(answer, 500, 'internal_error');
    expect(answer.body.detail).toBe('The service failed; try again.');
    expect(logged).toContain(answer.body.requestId);
    expect(logged).not.toContain(SECRET);
  });
});

describe('a connection that breaks while somebody waits', () => {
  it('is a reason to come back soon, and then all is well', async () => {
    const path = `/v1/users/${userId}`;
    const outsider = service().dataSource.createQueryRunner();
    await outsider.startTransaction();
    await outsider.query('SELECT * FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
    const waiting = service().patch(path, { displayName: 'Augusta' });
    const breakConnection = (): Promise<unknown[]> =>
      service().dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
    while ((await breakConnection()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const answer = await waiting;
    await outsider.rollbackTransaction();
    await outsider.release();

    expectProblem(answer, 503, 'unavailable');
    expect(answer.headers.get('retry-after')).toBe('2');
    expect((await service().get(path)).body.displayName).toBe(SECRET);
    expect((await service().patch(path, { displayName: 'Augusta' })).status).toBe(200);
  });
});

describe('a database that ends its connections', () => {
  it('is not noticed by who only reads', async () => {
    const end = (): Promise<unknown> =>
      service().dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    const reads = Array.from({ length: 5 }, () => service().get(`/v1/users/${userId}`)); // fewer than may be tried once more
    await end();
    const answers = (await Promise.all(reads)).map(({ status }) => status);
    expect(new Set(answers)).toEqual(new Set([200]));
  });
});
