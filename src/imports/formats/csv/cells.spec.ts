import fc from 'fast-check';
import { fromCell, toCell } from './cells.js';

describe('cells', () => {
  it('give every text back, and none of them as a formula', () => {
    const texts = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.stringMatching(/^['=+\-@\t\r]{1,3}[a-z(]*$/).filter((text) => text !== ''),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const cell = toCell(text, 'text');
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect(fromCell(cell, 'text')).toBe(text);
      }),
    );
  });

  it('give every number back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(fromCell(toCell(value, 'number'), 'number')).toBe(value);
      }),
    );
  });

  it('say nothing when they are empty', () => {
    for (const type of ['text', 'number', 'boolean', 'stages'] as const) {
      expect([toCell(null, type), fromCell('', type)]).toEqual(['', null]);
    }
  });

  it('say truths as people and spreadsheets write them', () => {
    expect(['true', 'TRUE', ' false '].map((text) => fromCell(text, 'boolean'))).toEqual([true, true, false]);
  });

  it('hold stages', () => {
    const stages = [
      { stage: 'light', startedAt: '2026-11-01T22:10:00.000Z', endedAt: '2026-11-01T22:55:00.000Z' },
      { stage: 'rem', startedAt: '2026-11-01T22:55:00.000Z', endedAt: '2026-11-01T23:00:00.000Z' },
    ];
    expect(fromCell(toCell(stages, 'stages'), 'stages')).toEqual(stages);
    expect(fromCell(`${toCell(stages, 'stages')} ;`, 'stages')).toEqual(stages);
  });

  it.each([
    ['number', '5,2'],
    ['number', '1 000'],
    ['number', '0x10'],
    ['number', 'NaN'],
    ['number', '1e999'],
    ['number', '.'],
    ['boolean', 'yes'],
    ['boolean', 'constructor'],
    ['stages', 'light'],
    ['stages', 'light 22:00-23:00'],
  ] as const)('know that no %s is %p', (type, text) => {
    expect(fromCell(text, type)).toBeUndefined();
  });
});
