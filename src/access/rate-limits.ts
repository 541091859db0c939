import { Problem } from '../http/problem.js';

/** So many requests in so many seconds, all at once or spread. */
export interface RateLimit {
  name: 'key' | 'user' | 'address';
  requests: number;
  seconds: number;
}

/** What is left of a limit after a request. */
export interface Remainder {
  limit: RateLimit;
  remaining: number;
  /** Seconds until all of it is there again. */
  resetSeconds: number;
}

const MOST_CALLERS = 50_000;
/** By less than this, sums of fractions of milliseconds are off: it may not cost a caller a request. */
const SLACK_MS = 0.001;

/**
 * How much of a limit each caller has used. Kept is one number a caller, the instant at which all of the limit is there again (the
 * generic cell rate algorithm): a request costs the same however many came before, and there is no edge at which twice as many pass.
 * Of more callers than there is room for, the one who has not asked for the longest time is forgotten.
 */
export class RateLimiter {
  private readonly wholeAgainAt = new Map<string, number>();
  private readonly intervalMs: number;

  constructor(
    readonly limit: RateLimit,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.intervalMs = (limit.seconds * 1000) / limit.requests;
  }

  /** Takes one request off what is left. @throws Problem 429 when nothing is */
  take(caller: string): Remainder {
    const now = this.now();
    const next = Math.max(this.wholeAgainAt.get(caller) ?? 0, now) + this.intervalMs;
    const spare = now + this.limit.seconds * 1000 - next + SLACK_MS;
    if (spare < 0) throw tooMany(this.limit, -spare);
    this.wholeAgainAt.delete(caller); // and to the end of the queue with it
    if (this.wholeAgainAt.size >= MOST_CALLERS) this.wholeAgainAt.delete(this.wholeAgainAt.keys().next().value!);
    this.wholeAgainAt.set(caller, next);
    return { limit: this.limit, remaining: Math.floor(spare / this.intervalMs), resetSeconds: Math.ceil((next - now) / 1000) };
  }

  /** Nothing, while something is left. @throws Problem 429 when nothing is */
  assertNotUsedUp(caller: string): void {
    const next = (this.wholeAgainAt.get(caller) ?? 0) + this.intervalMs;
    const spare = this.now() + this.limit.seconds * 1000 - next + SLACK_MS;
    if (spare < 0) throw tooMany(this.limit, -spare);
  }
}

/** The headers that tell a client of its limit (draft-ietf-httpapi-ratelimit-headers). */
export const limitHeaders = ({ limit, remaining, resetSeconds }: Remainder): Record<string, string> => ({
  ratelimit: `"${limit.name}";r=${remaining};t=${resetSeconds}`,
  'ratelimit-policy': policyOf(limit),
});

const policyOf = ({ name, requests, seconds }: RateLimit): string => `"${name}";q=${requests};w=${seconds}`;

function tooMany(limit: RateLimit, waitMs: number): Problem {
  const wait = Math.max(1, Math.ceil(waitMs / 1000));
  const headers = {
    'retry-after': String(wait),
    ratelimit: `"${limit.name}";r=0;t=${wait}`,
    'ratelimit-policy': policyOf(limit),
  };
  return new Problem(429, 'too_many_requests', { detail: 'Too many requests; slow down.', headers });
}
