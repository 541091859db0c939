import { hashOf, isKeyOf, newServiceKey, parseServiceKey, type KeyCheck } from './service-key.js';

describe('a service key that is shown', () => {
  const key = newServiceKey();
  const last = key.text.at(-1) === 'A' ? 'B' : 'A';
  const others = [key.text.slice(0, -1) + last, `${key.text}A`, newServiceKey().text].map((text) => parseServiceKey(text)!);

  it('is the one of its hash, and no other is, whether or not it was shown before', () => {
    const known: KeyCheck = { hash: hashOf(key) };
    for (const other of others) expect(isKeyOf(other, known)).toBe(false);
    expect(known.shown).toBeUndefined();
    expect(isKeyOf(key, known)).toBe(true);
    expect(known.shown?.toString()).toBe(key.text);
    for (const other of others) expect(isKeyOf(other, known)).toBe(false);
    expect(isKeyOf(key, known)).toBe(true);
  });
});
