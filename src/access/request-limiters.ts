import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AccessSettings } from './access-settings.js';
import type { Caller } from './caller.js';
import { limitHeaders, type RateLimit, RateLimiter } from './rate-limits.js';

const SECONDS = 60;

/** Holds keys, users and addresses to what is answered of them in a minute, by each process for itself. */
@Injectable()
export class RequestLimiters {
  private readonly ofCaller: Readonly<Record<Caller['kind'], RateLimiter | null>>;
  private readonly ofAddress: RateLimiter | null;

  constructor({ limits }: AccessSettings) {
    this.ofCaller = { key: limiter('key', limits.ofKey), user: limiter('user', limits.ofUser) };
    this.ofAddress = limiter('address', limits.failuresOfAddress);
  }

  /** Counts a request and tells the caller what is left. @throws Problem 429 */
  admit(caller: Caller, reply: FastifyReply): void {
    const remainder = this.ofCaller[caller.kind]?.take(caller.kind === 'key' ? caller.keyId : caller.userId);
    if (remainder) void reply.headers(limitHeaders(remainder));
  }

  /** Lets an address that has shown too many bad keys try no others for a while: nothing is looked up for them. @throws Problem 429 */
  assertMayTry(address: string): void {
    this.ofAddress?.assertNotUsedUp(address);
  }

  /** Counts a bad key. @throws Problem 429 */
  countFailure(address: string): void {
    this.ofAddress?.take(address);
  }
}

const limiter = (name: RateLimit['name'], requests: number): RateLimiter | null =>
  requests === 0 ? null : new RateLimiter({ name, requests, seconds: SECONDS });
