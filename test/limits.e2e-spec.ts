import { Service } from './support/service.js';
import { newServiceKey } from '../src/access/service-key.js';
import { expectProblem } from './support/problem.js';

const ORIGIN = 'https://app.example';
let service: Service;
beforeAll(async () => {
  service = await Service.start({ limits: { ofKey: 40, ofUser: 5, failuresOfAddress: 10 } }, { corsOrigins: [ORIGIN] });
});
afterAll(() => service.stop());

describe('A limit', () => {
  it('is told with every answer, is each user’s own, and ends in 429 and the time to come back', async () => {
    const [ada, bob] = [await service.createUser(), await service.createUser()];
    const [ofAda, ofBob] = [await service.signIn(ada), await service.signIn(bob)];
    for (const left of [4, 3, 2, 1, 0]) {
      const { status, headers } = await service.get(`/v1/users/${ada}`, ofAda);
      expect([status, headers.get('ratelimit-policy')]).toEqual([200, '"user";q=5;w=60']);
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"user";r=${left};t=\\d+$`));
    }
    const refused = await service.get(`/v1/users/${ada}`, ofAda);
    expectProblem(refused, 429, 'too_many_requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused.headers.get('ratelimit')).toMatch(/^"user";r=0;t=\d+$/);
    expect((await service.get(`/v1/users/${bob}`, ofBob)).status).toBe(200);
  });

  it('keeps whoever guesses keys from guessing on, and lets those in whose keys are known', async () => {
    expect((await service.get('/v1/analytes')).status).toBe(200);
    const statuses: number[] = [];
    for (let guess = 0; guess < 14; guess++) {
      statuses.push((await service.get('/v1/analytes', { authorization: `Bearer ${newServiceKey().text}` })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)]);
    expect((await service.get('/v1/analytes')).status).toBe(200);
  });

  it('of somebody who guesses keys is nobody else’s at the same address: users come in with their tokens', async () => {
    const token = await service.signIn(await service.createUser());
    for (let guess = 0; guess < 14; guess++) {
      await service.get('/v1/analytes', { authorization: `Bearer ${newServiceKey().text}` });
    }
    expect((await service.get('/v1/analytes', token)).status).toBe(200);
  });

  it('does not count the same bad key again, nor tokens: neither is a guess', async () => {
    const addressOfItsOwn = await Service.start({ limits: { ofKey: 40, ofUser: 5, failuresOfAddress: 3 } });
    try {
      const { authorization } = await addressOfItsOwn.signIn(await addressOfItsOwn.createUser());
      const revoked = await addressOfItsOwn.createKey('records:read');
      await addressOfItsOwn.delete(`/v1/service-keys/${revoked.id}`);
      const statuses = new Set<number>();
      for (const bad of [`Bearer ${revoked.key}`, `${authorization.slice(0, -2)}__`, 'Bearer e30.e30.'])
        for (let time = 0; time < 10; time++)
          statuses.add((await addressOfItsOwn.get('/v1/analytes', { authorization: bad })).status);
      expect([...statuses]).toEqual([401]);

      const { key } = await addressOfItsOwn.createKey('records:read');
      expect((await addressOfItsOwn.get('/v1/analytes', { authorization: `Bearer ${key}` })).status).toBe(200);
    } finally {
      await addressOfItsOwn.stop();
    }
  });
});

describe('A browser', () => {
  it('is told to take answers for nothing else, and to show them in no frame', async () => {
    for (const path of ['/health/live', '/v1/analytes', '/nowhere']) {
      const { headers } = await fetch(service.url + path, { headers: service.credentials });
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
    }
    for (const path of ['/docs', '/openapi.json']) {
      const { headers } = await fetch(service.url + path);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
    }
    const docs = await fetch(`${service.url}/docs`);
    expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('lets scripts of listed origins ask, and no others', async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${service.url}/v1/users`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      });
    expect((await preflight(ORIGIN)).headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const { headers } = await fetch(`${service.url}/health/live`, { headers: { origin: ORIGIN } });
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });
});
