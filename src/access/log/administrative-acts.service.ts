import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Page } from '../../http/page.js';
import { formatInstant, parseInstant } from '../../time/instant.js';
import type { AdministrativeAct, ListAdministrativeActsQuery } from './administrative-act.dto.js';
import { pageOf, positionOf } from './latest-first.js';

const LIST = `SELECT id, at, operation, caller, key_prefix AS "keyPrefix", subject_key_prefix AS "subjectKeyPrefix", request_id AS "requestId"
FROM administrative_acts WHERE at >= $1::timestamptz AND at < $2::timestamptz AND (at, id) < ($3::timestamptz, $4::uuid)
ORDER BY at DESC, id DESC LIMIT $5`;

type Row = Omit<AdministrativeAct, 'at'> & { at: Date };

/** What was done to service keys, and that users were erased. */
@Injectable()
export class AdministrativeActsService {
  constructor(private readonly database: Database) {}

  /** A page of the acts, the latest first. */
  async list({ limit, cursor, from, to }: ListAdministrativeActsQuery): Promise<Page> {
    const filter = { from, to };
    const [first, end] = [from === undefined ? '-infinity' : inUtc(from), to === undefined ? 'infinity' : inUtc(to)];
    const rows = await this.database.forAccess.read<Row[]>(LIST, [first, end, ...positionOf(cursor, filter), limit + 1]);
    return pageOf(rows, limit, filter);
  }
}

const inUtc = (instant: string): string => formatInstant(parseInstant(instant)!);
