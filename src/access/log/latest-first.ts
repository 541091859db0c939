import { decodeCursor, encodeCursor } from '../../http/cursor.js';
import { Page } from '../../http/page.js';

/** Before which instant and id a list goes on that has the latest first; at its beginning, before anything can be. */
export function positionOf(cursor: string | undefined, filter: object): readonly string[] {
  return cursor === undefined ? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] : decodeCursor(cursor, filter);
}

/** A page of rows, of which one more was read than it has at most. */
export function pageOf(rows: readonly { at: Date; id: string }[], limit: number, filter: object): Page {
  const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = entries.at(-1);
  return new Page(
    entries.map((entry) => JSON.stringify(entry)),
    last && rows.length > limit ? encodeCursor([last.at, last.id], filter) : null,
  );
}
