import { limitHeaders, RateLimiter } from './rate-limits.js';

describe('a rate limit', () => {
  let now: number;
  const limiter = (requests: number, seconds: number): RateLimiter =>
    new RateLimiter({ name: 'key', requests, seconds }, () => now);
  beforeEach(() => {
    now = 1_000_000;
  });

  it('lets so many through at once, and then as many as come back', () => {
    const limit = limiter(5, 10);
    for (const remaining of [4, 3, 2, 1, 0]) expect(limit.take('a').remaining).toBe(remaining);
    expect(() => limit.take('a')).toThrow('Too many requests');
    now += 1_999;
    expect(() => limit.take('a')).toThrow('Too many requests');
    now += 1;
    expect(limit.take('a').remaining).toBe(0);
    expect(() => limit.take('a')).toThrow('Too many requests');
    now += 10_000;
    expect(limit.take('a').remaining).toBe(4);
  });

  it('lets all of them through, at whatever fraction of a millisecond', () => {
    for (let turn = 0; turn < 2_000; turn++) {
      now = 1_000 + turn * 1234.5678;
      const limit = limiter(7, 60);
      expect(Array.from({ length: 7 }, () => limit.take('a').remaining)).toEqual([6, 5, 4, 3, 2, 1, 0]);
      expect(() => limit.take('a')).toThrow('Too many requests');
    }
  });

  it('never lets more through in its time, whenever they come', () => {
    const limit = limiter(7, 3);
    const passed: number[] = [];
    for (let turn = 0; turn < 5_000; turn++) {
      now += (turn * 7919) % 97;
      try {
        limit.take('a');
        passed.push(now);
      } catch {
        // refused
      }
    }
    // A full burst and what comes back while it lasts.
    for (const from of passed) expect(passed.filter((at) => at >= from && at < from + 3_000).length).toBeLessThanOrEqual(14);
    expect(passed.length).toBeGreaterThan(100);
  });

  it('is one for each caller', () => {
    const limit = limiter(1, 60);
    limit.take('a');
    expect(() => limit.take('a')).toThrow('Too many requests');
    expect(limit.take('b').remaining).toBe(0);
  });

  it('says in headers what is left, and when to come back', () => {
    const limit = limiter(2, 60);
    expect(limitHeaders(limit.take('a'))).toEqual({ ratelimit: '"key";r=1;t=30', 'ratelimit-policy': '"key";q=2;w=60' });
    limit.take('a');
    let refused: unknown;
    try {
      limit.take('a');
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '30', ratelimit: '"key";r=0;t=30' } });
    expect(() => limit.assertNotUsedUp('a')).toThrow('Too many requests');
    expect(() => limit.assertNotUsedUp('b')).not.toThrow();
  });
});
