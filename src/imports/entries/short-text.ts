import { createHash } from 'node:crypto';

const LONGEST_ID = 200;

/** The first characters of a text: none of them is cut in half. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most
    ? text
    : Array.from(text.slice(0, 2 * most))
        .slice(0, most)
        .join('');

/** An identifier as it is, or a digest of one that is too long for an `externalId`. */
export const shortId = (id: string): string =>
  id.length <= LONGEST_ID ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
