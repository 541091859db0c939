import { uuidV7 } from '../../database/uuid-v7.js';
import { formatInstant } from '../../time/instant.js';
import type { Access } from './access.js';

/** Of one statement. */
const MOST_ROWS = 2_000;
/** Each text of a row is bounded; most rows take half of that. */
const LONGEST_ROW = 400;

const COLUMNS = 'user_id, at, id, operation, status, caller, key_prefix, request_id';
const VALUES = "f[1]::uuid, f[2]::timestamptz, f[3]::uuid, f[4], f[5]::smallint, f[6], nullif(f[7], ''), f[8]";
/** OFFSET 0 keeps PostgreSQL from taking a row apart anew for each of its values. */
const ROWS = `(SELECT string_to_array(line, ' ') AS f FROM string_to_table($1::text, E'\\n') line OFFSET 0) e`;

/** Rows in the order of their index. */
const WRITE = `INSERT INTO access_log (${COLUMNS}) SELECT ${VALUES} FROM ${ROWS} ORDER BY 1, 2`;
/** The same, of rows that may be there already, and of users who may not. Who is gone, or never was, has no log. */
const WRITE_CAREFULLY = `INSERT INTO access_log (${COLUMNS}) SELECT ${VALUES} FROM ${ROWS}
JOIN users u ON u.id = f[1]::uuid ORDER BY 1, 2 ON CONFLICT DO NOTHING`;

/**
 * Rows of the log that are written by one statement. They wait as one text outside of the heap: what waits there for a second would
 * be carried along by the garbage collections of its time.
 */
export class AccessLogBatch {
  private readonly bytes = Buffer.allocUnsafeSlow(MOST_ROWS * LONGEST_ROW);
  private length = 0;
  rows = 0;
  /** Whether it is to be looked first which rows can be written. */
  isDoubtful = false;

  get isFull(): boolean {
    return this.rows === MOST_ROWS;
  }

  /** Adds a row. None of its texts has a blank: they are names of ours, and ids whose form has been checked. */
  add(userId: string, { at, operation, caller, keyPrefix, requestId }: Access, status: number): void {
    const begin = this.rows === 0 ? '' : '\n';
    const line = `${begin}${userId} ${formatInstant(at)} ${uuidV7()} ${operation} ${status} ${caller} ${keyPrefix ?? ''} ${requestId}`;
    this.length += this.bytes.write(line, this.length, 'latin1');
    this.rows += 1;
    this.isDoubtful ||= status === 404; // it may be the user who was not found
  }

  /** The statement that writes it, and its parameters. */
  get statement(): { text: string; parameters: [Buffer] } {
    return { text: this.isDoubtful ? WRITE_CAREFULLY : WRITE, parameters: [this.bytes.subarray(0, this.length)] };
  }
}
