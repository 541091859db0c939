import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const DAY_SECONDS = 86_400;

/**
 * Tells browsers what they may do with pages: show them in no frame and tell nobody where a link came from; and lets only scripts of
 * the listed origins read answers. Credentials are in a header and never in a cookie, so that no page can use those of another.
 */
export async function protectPages(app: NestFastifyApplication, origins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    global: false, // pages ask for it: an answer in JSON is shown by no browser, and a dozen headers cost each one of them
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: origins.length > 0 ? 'cross-origin' : 'same-origin' },
    strictTransportSecurity: { maxAge: 365 * DAY_SECONDS }, // browsers heed it on HTTPS only
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'x-request-id'],
    exposedHeaders: [
      'etag',
      'link',
      'location',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'x-request-id',
      'idempotency-replayed',
    ],
    maxAge: DAY_SECONDS,
  });
}
