import { createHash } from 'node:crypto';
import { UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import type { CsvRow } from './csv-rows.js';
import type { dayTableOf } from './fitabase-tables.js';

/** Reads a table of days, in which some rows may stand twice. */
export class FitabaseDays {
  private readonly seen = new Map<string, string>();

  constructor(
    private readonly table: NonNullable<ReturnType<typeof dayTableOf>>,
    private readonly timeZone: string,
  ) {}

  said(row: CsvRow): Said {
    const date = this.table.dateOf(row);
    const said = this.table.say(row, date, this.timeZone);
    const digest = createHash('sha256').update(row.text).digest('base64').slice(0, 22);
    const before = this.seen.get(date);
    if (before === digest) return { reason: 'duplicate', detail: 'the same row stands before it' };
    if (before !== undefined)
      throw new UnreadableEntry('contradicts_another_row', 'a row before it says otherwise of the same day');
    this.seen.set(date, digest);
    return said;
  }
}
