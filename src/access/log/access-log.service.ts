import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { uuidV7 } from '../../database/uuid-v7.js';
import type { Page } from '../../http/page.js';
import { Problem } from '../../http/problem.js';
import { clock } from '../../time/clock.js';
import { formatInstant, parseInstant } from '../../time/instant.js';
import { addDays, isLocalDate } from '../../time/local-date.js';
import { startOfLocalDay } from '../../time/local-midnight.js';
import { AccessSettings } from '../access-settings.js';
import type { Access } from './access.js';
import type { AccessLogEntry, ListAccessLogQuery } from './access-log.dto.js';
import { pageOf, positionOf } from './latest-first.js';

const DAY_MS = 86_400_000;
/** Of one statement. */
const MOST_REMOVED = 5_000;
const LAST_DATE = '9999-12-31';

const LIST = `SELECT l.id, l.at, l.operation, l.status, l.caller, l.key_prefix AS "keyPrefix", l.request_id AS "requestId"
FROM access_log l WHERE l.user_id = $1 AND l.at >= $2::timestamptz AND l.at < $3::timestamptz AND (l.at, l.id) < ($4::timestamptz, $5::uuid)
ORDER BY l.at DESC, l.id DESC LIMIT $6`;

const RECORD = `INSERT INTO access_log (user_id, at, id, operation, status, caller, key_prefix, request_id)
SELECT u.id, $2, $3, $4, $5, $6, $7, $8 FROM users u WHERE u.id = $1 RETURNING id`;

type Row = Omit<AccessLogEntry, 'at'> & { at: Date };

/** What is in the log of a user, and what has to be there before it is answered. */
@Injectable()
export class AccessLogService {
  constructor(
    private readonly database: Database,
    private readonly settings: AccessSettings,
  ) {}

  /** A page of who did what with the user's data, the latest first. @throws Problem 404 when there is no such user */
  async list(userId: string, { limit, cursor, from, to }: ListAccessLogQuery): Promise<Page> {
    const filter = { from, to };
    const position = positionOf(cursor, filter);
    const database = this.database.forUser(userId);
    const [user] = await database.read<{ timeZone: string }[]>('SELECT time_zone AS "timeZone" FROM users WHERE id = $1', [
      userId,
    ]);
    if (!user) throw Problem.notFound('user');
    const [first, end] = [from === undefined ? '-infinity' : beginning(from, user.timeZone), endOf(to, user.timeZone)];
    const rows = await database.read<Row[]>(LIST, [userId, first, end, ...position, limit + 1]);
    return pageOf(rows, limit, filter);
  }

  /** Writes an access before it is carried out, so that it never happens without. @throws Problem 404 when there is no such user */
  async record(userId: string, access: Access): Promise<void> {
    const { at, operation, caller, keyPrefix, requestId } = access;
    const row = [userId, formatInstant(at), uuidV7(), operation, 200, caller, keyPrefix, requestId];
    const rows = await this.database.forUser(userId).query<unknown[]>(RECORD, row);
    if (rows.length === 0) throw Problem.notFound('user');
    access.isLogged = true;
  }

  /** Removes what has been kept for as long as the installation wants, some thousands at a time; returns how many there were. */
  async removeOutdated(): Promise<number> {
    const before = formatInstant(clock.now() - this.settings.accessLogDays * DAY_MS);
    let removed = 0;
    for (const [table, key] of [
      ['access_log', 'user_id, at, id'],
      ['administrative_acts', 'id'],
    ]) {
      for (let last = MOST_REMOVED; last === MOST_REMOVED;) {
        const [row] = await this.database.forEverybody.query<[{ count: number }]>(
          `WITH outdated AS (SELECT ${key} FROM ${table} WHERE at < $1 ORDER BY at LIMIT ${MOST_REMOVED}),
  removed AS (DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM outdated) RETURNING 1)
SELECT count(*)::int AS count FROM removed`,
          [before],
        );
        last = row.count;
        removed += last;
      }
    }
    return removed;
  }
}

const beginning = (from: string, timeZone: string): string =>
  formatInstant(isLocalDate(from) ? startOfLocalDay(from, timeZone) : parseInstant(from)!);

function endOf(to: string | undefined, timeZone: string): string {
  if (to === undefined || to === LAST_DATE) return 'infinity';
  return formatInstant(isLocalDate(to) ? startOfLocalDay(addDays(to, 1), timeZone) : parseInstant(to)!);
}
