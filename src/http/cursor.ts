import { hash } from 'node:crypto';
import { Problem } from './problem.js';

const DIGEST_LENGTH = 16;

/** What a list is of, by members that are texts, numbers or lists of them: what is deeper is not looked at. */
type Filter = object | null | undefined;

/** An opaque mark of where a list stopped (the sort key of its last item), good only for the filter it was made with. */
export function encodeCursor(position: readonly string[], filter: Filter): string {
  const text = Buffer.from(JSON.stringify(position)).toString('base64url');
  return text + digest(text, filter);
}

/** Where to go on; Problem 400 `invalid_cursor` for a cursor that was altered, or made with another filter. */
export function decodeCursor(cursor: string, filter: Filter): string[] {
  const text = cursor.slice(0, -DIGEST_LENGTH);
  if (cursor !== text + digest(text, filter)) throw invalidCursor();
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as string[];
}

/** Detects mistakes, not forgery: a cursor only ever moves its user within a list that is theirs to read. */
function digest(text: string, filter: Filter): string {
  const inOrder = JSON.stringify(filter, Object.keys(filter ?? {}).toSorted()); // one text for filters that say the same
  return hash('sha256', `${text}\n${inOrder}`, 'base64url').slice(0, DIGEST_LENGTH);
}

function invalidCursor(): Problem {
  const detail = 'The cursor is not one that this list gave with these filters; start again without a cursor';
  return Problem.badRequest([{ parameter: 'cursor', code: 'invalid_cursor', detail }], 'invalid_cursor');
}
