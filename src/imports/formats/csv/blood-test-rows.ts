import { MalformedFile, type Place, type Reading } from '../../import-format.js';
import { readRecord } from '../health-tracker/record.js';
import type { RowValues } from './row-values.js';

const MOST_ROWS = 1000; // of one test; more than can be recorded
const MOST_REMEMBERED = 100_000;

interface Group {
  key: string;
  name: string | null;
  place: Place;
  rows: RowValues[];
}

/** Puts the rows of blood tests together: those of one test follow each other, and say the same of the test. */
export class BloodTestRows {
  private group: Group | null = null;
  private readonly seen = new Set<string>();

  /** Takes a row, and answers the test before it when that is over. */
  take(row: RowValues, place: Place): Reading | null {
    const key = JSON.stringify(row.record);
    if (this.group?.key === key) {
      if (this.group.rows.length >= MOST_ROWS)
        throw new MalformedFile(place, 'the blood test has too many rows', 'entry_too_large');
      this.group.rows.push(row);
      return null;
    }
    const before = this.end();
    this.group = { key, name: nameOf(row.record), place, rows: [row] };
    return before;
  }

  /** The test that has not been answered yet. */
  end(): Reading | null {
    const { group } = this;
    if (!group) return null;
    this.group = null;
    const entries = group.rows.length;
    const fault = group.rows.flatMap(({ faults }) => faults)[0];
    if (fault)
      return {
        outcome: 'rejected',
        entries,
        place: `${group.place}, column ${fault.column}`,
        code: fault.code,
        detail: fault.detail,
      };
    if (group.name !== null && this.seen.has(group.name)) {
      const detail = 'rows of one blood test, with the same id or externalId, stand together and differ in the result only';
      return { outcome: 'rejected', entries, place: group.place, code: 'rows_apart', detail };
    }
    if (group.name !== null && this.seen.size < MOST_REMEMBERED) this.seen.add(group.name);
    const results = group.rows.map(({ result }) => result);
    return { ...readRecord('blood-tests', { ...group.rows[0]!.record, results }, group.place), entries };
  }
}

/** What a test is known by, if it is: a second one would be written over the first. */
function nameOf({ id, externalId, source }: Record<string, unknown>): string | null {
  if (typeof externalId === 'string')
    return JSON.stringify([(source as { name?: unknown } | undefined)?.name ?? null, externalId]);
  return typeof id === 'string' ? id : null;
}
