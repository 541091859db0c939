import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from '../src/create-app.js';
import { KeyUses } from '../src/access/key-uses.js';
import { OperatorKeyService } from '../src/access/operator-key.service.js';
import { newServiceKey } from '../src/access/service-key.js';
import { expectProblem, expectRefusal } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();
const KEYS = '/v1/service-keys';
const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });
const stored = (): Promise<unknown[]> => service().dataSource.query('SELECT * FROM service_keys');

describe('A service key', () => {
  it('is told once and then no more: only its hash is kept', async () => {
    const { status, headers, body } = await service().post(KEYS, { name: 'Backend', scopes: ['users:read'], expiresAt: null });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    const { key, ...told } = body as { key: string; id: string };
    expect(told).toEqual({
      id: told.id,
      name: 'Backend',
      prefix: key.slice(0, 15),
      scopes: ['users:read'],
      createdAt: expect.any(String),
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(key).toMatch(/^ht_[0-9a-z]{12}_[\w-]{43}$/);
    expect((await service().get(`${KEYS}/${told.id}`)).body).toEqual(told);
    expect((await service().get(KEYS)).body.data[0]).toEqual(told);
    expect(JSON.stringify(await stored())).not.toContain(key.slice(16));
  });

  it('comes in pages, the newest first', async () => {
    for (const name of ['a', 'b', 'c']) await service().post(KEYS, { name, scopes: ['admin'] });
    const { body: first } = await service().get(`${KEYS}?limit=2`);
    expect(first.data.map(({ name }: { name: string }) => name)).toEqual(['c', 'b']);
    const { body: second } = await service().get(`${KEYS}?limit=2&cursor=${first.page.nextCursor}`);
    expect(second.data[0].name).toBe('a');
  });

  it('needs a name, known scopes and an end that is still to come', async () => {
    const past = new Date(Date.now() - 1000).toISOString();
    expectRefusal(await service().post(KEYS, {}), '/name required', '/scopes required');
    expectRefusal(
      await service().post(KEYS, { name: '', scopes: ['everything'], expiresAt: past }),
      '/name invalid_length',
      '/scopes not_in_enum',
      '/expiresAt not_in_the_future',
    );
    expectRefusal(await service().post(KEYS, { name: 'x', scopes: [] }), '/scopes too_short');
    expectRefusal(await service().post(KEYS, { name: 'x', scopes: ['admin', 'admin'] }), '/scopes not_unique');
  });

  it('ends at its time', async () => {
    const expiresAt = new Date(Date.now() + 700).toISOString();
    const { body } = await service().post(KEYS, { name: 'Short', scopes: ['population:read'], expiresAt });
    const ask = (): ReturnType<ReturnType<typeof service>['get']> => service().get('/v1/population/statistics', bearer(body.key));
    expect((await ask()).status).toBe(200);
    await pause(Date.parse(expiresAt) - Date.now() + 5);
    expectProblem(await ask(), 401, 'invalid_credentials');
  });

  it('is revoked at once, and in other processes within a second', async () => {
    const { id, key } = await service().createKey('population:read');
    const elsewhere = await createApp({ url: service().databaseUrl });
    await elsewhere.listen(0, '127.0.0.1');
    const [here, there] = [service().url, await elsewhere.getUrl()];
    const statusAt = async (url: string): Promise<number> =>
      (await fetch(`${url}/v1/population/statistics`, { headers: bearer(key) })).status;
    try {
      expect([await statusAt(here), await statusAt(there)]).toEqual([200, 200]);
      expect((await service().delete(`${KEYS}/${id}`)).status).toBe(204);
      const revoked = performance.now();
      expect(await statusAt(here)).toBe(401);
      while ((await statusAt(there)) !== 401) await pause(20);
      expect(performance.now() - revoked).toBeLessThan(1_500);
      expectProblem(await service().delete(`${KEYS}/${id}`), 404);
    } finally {
      await elsewhere.close();
    }
  });

  it('is in use as long as it is not revoked, however often it is read anew', async () => {
    const { key } = await service().createKey('population:read');
    const until = performance.now() + 1_300;
    while (performance.now() < until) {
      expect((await service().get('/v1/population/statistics', bearer(key))).status).toBe(200);
      await pause(40);
    }
  });
});

describe('The last use of a key', () => {
  const lastUseOf = async (id: string): Promise<string | null> => {
    const { data } = (await service().get(KEYS)).body as { data: { id: string; lastUsedAt: string | null }[] };
    return data.find((key) => key.id === id)!.lastUsedAt;
  };
  const use = async (key: string, url = service().url): Promise<number> =>
    (await fetch(`${url}/v1/population/statistics`, { headers: bearer(key) })).status;
  const write = (): Promise<void> => service().app.get(KeyUses).write();

  it('is told within seconds, also where the key was not enough', async () => {
    const [enough, tooLittle, unused] = [
      await service().createKey('population:read'),
      await service().createKey('users:read'),
      await service().createKey('population:read'),
    ];
    const before = Date.now();
    expect([await use(enough.key), await use(tooLittle.key)]).toEqual([200, 403]);
    expect(await use(`${unused.key.slice(0, -3)}AAA`)).toBe(401);
    const after = Date.now();
    while ((await lastUseOf(enough.id)) === null && Date.now() < after + 10_000) await pause(100);
    for (const { id } of [enough, tooLittle]) {
      const lastUse = Date.parse((await lastUseOf(id))!);
      expect(lastUse).toBeGreaterThanOrEqual(before);
      expect(lastUse).toBeLessThanOrEqual(after);
    }
    expect(await lastUseOf(unused.id)).toBeNull();
  }, 20_000);

  it('moves forward only', async () => {
    const { id, key } = await service().createKey('population:read');
    await use(key);
    await write();
    const first = (await lastUseOf(id))!;
    await pause(5);
    await use(key);
    await write();
    expect(Date.parse((await lastUseOf(id))!)).toBeGreaterThan(Date.parse(first));
    const later = '2098-01-01T00:00:00.000Z'; // by another process whose clock is ahead
    await service().dataSource.query('UPDATE service_keys SET last_used_at = $2 WHERE id = $1', [id, later]);
    await use(key);
    await write();
    expect(await lastUseOf(id)).toBe(later);
  });

  it('is written at a graceful stop', async () => {
    const { id, key } = await service().createKey('population:read');
    const elsewhere = await createApp({ url: service().databaseUrl });
    await elsewhere.listen(0, '127.0.0.1');
    const status = await use(key, await elsewhere.getUrl());
    await elsewhere.close();
    expect([status, await lastUseOf(id)]).toEqual([200, expect.any(String)]);
  });

  it('is written later where the database refuses it, and no request notices', async () => {
    const { id, key } = await service().createKey('population:read');
    const { dataSource } = service();
    await dataSource.query('REVOKE UPDATE ON service_keys FROM health_tracker_access');
    try {
      expect(await use(key)).toBe(200);
      await expect(write()).rejects.toThrow('permission denied');
      expect([await use(key), await lastUseOf(id)]).toEqual([200, null]);
    } finally {
      await dataSource.query('GRANT UPDATE ON service_keys TO health_tracker_access');
    }
    await write();
    expect(await lastUseOf(id)).toEqual(expect.any(String));
  });
});

describe('The first key', () => {
  const operator = (): OperatorKeyService => service().app.get(OperatorKeyService);
  const statusWith = async (key: string): Promise<number> => (await service().get(KEYS, bearer(key))).status;

  it('is made where nobody can make keys, by one of those who start at once', async () => {
    await service().dataSource.query('UPDATE service_keys SET revoked_at = now()');
    const made = await Promise.all([operator().makeFirst(), operator().makeFirst(), operator().makeFirst()]);
    const [key, ...others] = made.filter((one) => one !== null);
    expect(others).toEqual([]);
    expect(await statusWith(key!)).toBe(200);
    expect(await operator().makeFirst()).toBeNull();
  });

  it('can be given, takes the place of the one given before, and stays revoked once it is', async () => {
    const [first, second] = [newServiceKey().text, newServiceKey().text];
    await operator().take(first);
    await operator().take(first);
    expect(await statusWith(first)).toBe(200);
    await operator().take(second);
    expect(await statusWith(second)).toBe(200);
    await pause(1_100); // another process might have taken it
    expect(await statusWith(first)).toBe(401);
    await expect(operator().take(first)).rejects.toThrow('ADMIN_KEY was revoked');
  });
});
