import { validate, version } from 'uuid';
import { uuidV7 } from './uuid-v7.js';

describe('a new identifier', () => {
  it('is a UUIDv7 of now', () => {
    const before = Date.now();
    const id = uuidV7();
    expect([validate(id), version(id)]).toEqual([true, 7]);
    const milliseconds = parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThanOrEqual(Date.now());
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 10_000 }, uuidV7)).size).toBe(10_000);
  });
});
