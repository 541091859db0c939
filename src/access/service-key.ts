import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const FORM = /^(ht_[0-9a-z]{12})_([\w-]{43,128})$/;
const LEAST_DIFFERENT_CHARACTERS = 12;

/** A service key: what names it (also in lists), and what is hashed and never kept. */
export interface ServiceKey {
  prefix: string;
  text: string;
}

/** A new service key of 256 random bits. */
export function newServiceKey(): ServiceKey {
  const prefix = `ht_${randomBytes(6).toString('hex')}`;
  return { prefix, text: `${prefix}_${randomBytes(32).toString('base64url')}` };
}

/** The key that a text is; null where it is none. */
export function parseServiceKey(text: string): ServiceKey | null {
  const prefix = FORM.exec(text)?.[1];
  return prefix === undefined ? null : { prefix, text };
}

/** The text, where it is a service key that nobody guesses; throws an `Error` that does not repeat it. */
export function strongServiceKey(text: string): string {
  if (parseServiceKey(text) === null) throw new Error('is not a key such as ht_0123456789ab_ and at least 43 letters and digits');
  if (new Set(text.slice(16)).size < LEAST_DIFFERENT_CHARACTERS) throw new Error('is too weak: make it at random');
  return text;
}

/** What is kept of a key. It is random and long, so that guessing it from a fast hash is as hopeless as from a slow one. */
export const hashOf = ({ text }: ServiceKey): Buffer => hash('sha256', text, 'buffer');

/** What a key is compared with. */
export interface KeyCheck {
  readonly hash: Buffer;
  /** The key itself, once it was shown: to compare takes less than to hash. */
  shown?: Buffer;
}

/** Whether the key is the one of a hash, in a time that does not tell how much of it is right. */
export function isKeyOf(key: ServiceKey, known: KeyCheck): boolean {
  const text = Buffer.from(key.text);
  if (text.length === known.shown?.length && timingSafeEqual(text, known.shown)) return true;
  const isIt = timingSafeEqual(hashOf(key), known.hash);
  if (isIt) known.shown = text;
  return isIt;
}
