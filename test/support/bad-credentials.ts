import { createSecretKey } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, SignJWT, type JWTPayload } from 'jose';
import { newServiceKey } from '../../src/access/service-key.js';
import { type Service, TOKEN_SECRET } from './service.js';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const secretKey = (secret: string) => createSecretKey(Buffer.from(secret));

/** Values of `Authorization` that would be a user's, or a key's, if one thing about each were not wrong. */
export async function badCredentials(service: Service, userId: string): Promise<Record<string, string>> {
  const { authorization } = await service.signIn(userId);
  const token = authorization.slice('Bearer '.length);
  const payload = decodeJwt(token);
  const { kid = '' } = decodeProtectedHeader(token);
  const sign = (changes: JWTPayload, header = {}, secret = TOKEN_SECRET): Promise<string> =>
    new SignJWT({ ...payload, ...changes })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid, ...header })
      .sign(secretKey(secret));
  const now = Math.floor(Date.now() / 1000);
  const [head = '', body = '', signature = ''] = token.split('.');

  const revoked = await service.createKey('users:write');
  const ofRevoked = await service.post(`/v1/users/${userId}/tokens`, {}, { authorization: `Bearer ${revoked.key}` });
  await service.delete(`/v1/service-keys/${revoked.id}`);
  const expired = await service.createKey('admin');
  await service.dataSource.query(`UPDATE service_keys SET expires_at = now() - interval '1 s' WHERE id = $1`, [expired.id]);

  const tokens = {
    'an expired token': await sign({ exp: now - 31, iat: now - 600 }),
    'a token that is not good yet': await sign({ nbf: now + 60 }),
    'a token that never ends': await sign({ exp: undefined }),
    'a token for another service': await sign({ aud: 'somebody-else' }),
    'a token of another maker': await sign({ iss: 'https://login.example' }),
    'a token of nobody': await sign({ sub: undefined }),
    'a token made with another secret': await sign({}, {}, `${TOKEN_SECRET}?`),
    'a token under another name of a secret': await sign({}, { kid: 'other' }),
    'a token of another type': await sign({}, { typ: 'JWT' }),
    'a token of another algorithm': await sign({}, { alg: 'HS512' }, TOKEN_SECRET.padEnd(64, '.')),
    'a token made with a key that was revoked': String(ofRevoked.body.accessToken),
    'a token with somebody else in it': [
      head,
      encoded({ ...payload, sub: '018f0000-0000-7000-8000-000000000000' }),
      signature,
    ].join('.'),
    'a token without a signature': [head, body, ''].join('.'),
    'a token that says it needs no signature': [encoded({ alg: 'none', typ: 'at+jwt', kid }), body, ''].join('.'),
    'a token with a broken signature': [head, body, signature.slice(0, -2) + (signature.endsWith('AA') ? 'BB' : 'AA')].join('.'),
    'an expired key': expired.key,
    'a revoked key': revoked.key,
    'a key nobody made': newServiceKey().text,
    'the beginning of a key with another end': service.key.slice(0, 16) + newServiceKey().text.slice(16),
    'a key without its end': service.key.slice(0, -1),
    'the beginning of a key': service.key.slice(0, 15),
    'no token at all': 'x',
  };
  return Object.fromEntries(Object.entries(tokens).map(([what, text]) => [what, `Bearer ${text}`]));
}
