import { decodeCursor, encodeCursor } from './cursor.js';

const position = ['2026-03-01 05:30:00+00', '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f'];
const filter = { type: ['run', 'walk'], from: '2026-01-01' };
const cursor = encodeCursor(position, filter);

describe('a cursor', () => {
  it('leads back to where its list stopped', () => {
    expect(decodeCursor(cursor, filter)).toEqual(position);
  });

  it('can stand in an address as it is', () => {
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('does not mind the order in which filters are written, nor those that are absent', () => {
    expect(decodeCursor(cursor, { to: undefined, from: '2026-01-01', type: ['run', 'walk'] })).toEqual(position);
  });

  it.each([
    ['another filter', cursor, { ...filter, from: '2026-01-02' }],
    ['the same values in another order', cursor, { ...filter, type: ['walk', 'run'] }],
    ['no filter', cursor, undefined],
    ['a cut cursor', cursor.slice(0, -1), filter],
    ['a cursor with something added', `${cursor}A`, filter],
    ['another text', `A${cursor.slice(1)}`, filter],
    ['an empty cursor', '', filter],
    ['no cursor at all', 'WyJhIl0', filter],
  ])('is refused with %s', (_what, given, against) => {
    expect(() => decodeCursor(given, against)).toThrow(
      expect.objectContaining({
        status: 400,
        code: 'invalid_cursor',
        errors: [{ parameter: 'cursor', code: 'invalid_cursor', detail: expect.any(String) }],
      }),
    );
  });

  it('is refused with any one character changed', () => {
    for (let at = 0; at < cursor.length; at++) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(() => decodeCursor(changed, filter)).toThrow('start again');
    }
  });
});
