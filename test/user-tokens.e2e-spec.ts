import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { AccessSettings } from '../src/access/access-settings.js';
import { AccessLog } from '../src/access/log/access-log.js';
import { createApp } from '../src/create-app.js';
import { expectProblem, expectRefusal } from './support/problem.js';
import { type Answer, Service, TOKEN_SECRET } from './support/service.js';
import { useService } from './support/use-service.js';

describe('A token of the service', () => {
  const service = useService();
  let userId: string;
  beforeAll(async () => {
    userId = await service().createUser();
  });
  const mint = (body: object, headers = {}): Promise<Answer> => service().post(`/v1/users/${userId}/tokens`, body, headers);

  it('is for one user, short, and never kept', async () => {
    const { status, headers, body } = await mint({ scopes: ['scores:read', 'users:read'], expiresInSeconds: 60 });
    expect([status, headers.get('cache-control'), body.tokenType]).toEqual([200, 'no-store', 'Bearer']);
    expect(body.scopes).toEqual(['users:read', 'scores:read']);
    const { iat = 0, exp = 0, sub, scope } = decodeJwt(body.accessToken);
    expect([exp - iat, sub, scope]).toEqual([60, userId, 'users:read scores:read']);
    expect(new Date(exp * 1000).toISOString()).toBe(body.expiresAt);
    expect(decodeProtectedHeader(body.accessToken)).toMatchObject({ alg: 'HS256', typ: 'at+jwt' });
  });

  it('is for a quarter of an hour and everything that users do, where nothing else is said', async () => {
    const { body } = await mint({});
    const { iat = 0, exp = 0 } = decodeJwt(body.accessToken);
    expect(exp - iat).toBe(900);
    expect(body.scopes).toEqual(['users:read', 'users:write', 'records:read', 'records:write', 'scores:read', 'population:read']);
  });

  it('allows nothing that the key which makes it does not', async () => {
    const { key } = await service().createKey('users:write', 'scores:read');
    const authorization = `Bearer ${key}`;
    expect((await mint({}, { authorization })).body.scopes).toEqual(['users:write', 'scores:read']);
    expectProblem(await mint({ scopes: ['records:read'] }, { authorization }), 422);
    expectRefusal(
      await mint({ scopes: ['admin'], expiresInSeconds: 3601 }),
      '/scopes not_in_enum',
      '/expiresInSeconds too_large',
    );
  });

  it('is not made for nobody', async () => {
    expectProblem(await service().post('/v1/users/018f0000-0000-7000-8000-000000000000/tokens', {}), 404);
  });

  it('is believed as long as its secret is known, whichever signs the new ones', async () => {
    const old = await service().signIn(userId);
    const tokenSecrets = ['a secret that has come in place of the other', TOKEN_SECRET];
    const rotated = await createApp({ url: service().databaseUrl }, {}, new AccessSettings({ tokenSecrets }));
    await rotated.listen(0, '127.0.0.1');
    const address = `${await rotated.getUrl()}/v1/users/${userId}`;
    const minted = await fetch(`${address}/tokens`, {
      method: 'POST',
      headers: { ...service().credentials, 'content-type': 'application/json' },
      body: '{}',
    });
    const { accessToken } = (await minted.json()) as { accessToken: string };
    expect((await fetch(address, { headers: old })).status).toBe(200);
    expect((await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } })).status).toBe(200);
    await rotated.close();
    expectProblem(await service().get(`/v1/users/${userId}`, { authorization: `Bearer ${accessToken}` }), 401);
  });

  it('is good for half a minute on a clock that is late, and no longer', async () => {
    const { authorization } = await service().signIn(userId);
    const payload = decodeJwt(authorization.slice(7));
    const { kid = '' } = decodeProtectedHeader(authorization.slice(7));
    const endedAgo = async (seconds: number): Promise<number> => {
      const exp = Math.floor(Date.now() / 1000) - seconds;
      const secret = new TextEncoder().encode(TOKEN_SECRET);
      const token = await new SignJWT({ ...payload, exp }).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid }).sign(secret);
      return (await service().get(`/v1/users/${userId}`, { authorization: `Bearer ${token}` })).status;
    };
    expect([await endedAgo(20), await endedAgo(32)]).toEqual([200, 401]);
  });
});

describe('A token of an identity provider', () => {
  const ISSUER = 'https://login.example/';
  const AUDIENCE = 'health-tracker-api';
  let provider: Server;
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let service: Service;
  let userId: string;
  let isProviderThere = true;
  beforeAll(async () => {
    pair = await generateKeyPair('ES256');
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' }];
    provider = createServer((_request, response) => {
      if (isProviderThere) response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
      else response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => provider.once('listening', resolve));
    const jwksUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`;
    service = await Service.start({
      identityProvider: { issuer: ISSUER, audience: AUDIENCE, jwksUrl, userIdClaim: 'health_user_id' },
    });
    userId = await service.createUser();
  });
  afterAll(async () => {
    await service.stop();
    provider.close();
  });

  const statusWith = async (
    claims: JWTPayload,
    header = {},
    key: Parameters<SignJWT['sign']>[0] = pair.privateKey,
  ): Promise<number> => {
    const usual = { iss: ISSUER, aud: AUDIENCE, sub: 'auth0|1', exp: Math.floor(Date.now() / 1000) + 60, health_user_id: userId };
    const token = await new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .sign(key);
    return (await service.get(`/v1/users/${userId}/health-score`, { authorization: `Bearer ${token}` })).status;
  };

  it('is believed only as long as the provider’s keys can be had', async () => {
    isProviderThere = false;
    expect(await statusWith({})).toBe(503); // nobody can say that it is bad
    isProviderThere = true;
    expect(await statusWith({})).toBe(200);
  });

  it('lets the user in whom its claim names, for all that is the user’s or for the scopes that it has', async () => {
    expect(await statusWith({ health_user_id: userId.toUpperCase() })).toBe(200);
    expect(await statusWith({ scope: 'openid profile' })).toBe(200);
    expect(await statusWith({ scope: 'openid scores:read' })).toBe(200);
    expect(await statusWith({ scope: 'openid records:read' })).toBe(403);
  });

  it('stands in the log of the user as one of the provider, which no key made', async () => {
    expect(await statusWith({})).toBe(200);
    const entries = (): Promise<object[]> =>
      service.dataSource.query(`SELECT DISTINCT caller, key_prefix, operation FROM access_log WHERE caller <> 'service_key'`);
    while ((await entries()).length === 0) await service.app.get(AccessLog).write();
    expect(await entries()).toEqual([{ caller: 'identity_provider', key_prefix: null, operation: 'getUserHealthScore' }]);
  });

  it('is refused where it is anybody else’s, or not for this service, or over', async () => {
    const foreign = (await generateKeyPair('ES256')).privateKey;
    const hmac = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.publicKey)));
    expect(await statusWith({ health_user_id: await service.createUser() })).toBe(404);
    expect(await statusWith({ health_user_id: 'auth0|1' })).toBe(401);
    expect(await statusWith({ health_user_id: undefined })).toBe(401);
    expect(await statusWith({ aud: 'another-api' })).toBe(401);
    expect(await statusWith({ iss: 'https://evil.example/' })).toBe(401);
    expect(await statusWith({ exp: Math.floor(Date.now() / 1000) - 31 })).toBe(401);
    expect(await statusWith({ exp: undefined })).toBe(401);
    expect(await statusWith({}, {}, foreign)).toBe(401);
    expect(await statusWith({}, { kid: 'two' })).toBe(401);
    expect(await statusWith({}, { alg: 'HS256' }, hmac)).toBe(401); // the public key is no secret
  });
});
