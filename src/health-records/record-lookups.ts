import type { LookupSql } from '../population/bookkeeping.service.js';
import type { RecordSql } from '../population/record-sql.js';

/** How the records of a table are looked up that a write of their user may touch. */
export function recordLookups({ table, representation }: RecordSql) {
  const one = (condition: string): LookupSql => ({
    select: `CASE WHEN r.id IS NOT NULL THEN ${representation}::json END AS record, r.version AS "recordVersion"`,
    join: `LEFT JOIN ${table} r ON r.user_id = s.user_id AND ${condition}`,
    isNothing: `NOT EXISTS (SELECT FROM ${table} r WHERE r.user_id = s.user_id AND ${condition})`,
  });
  // Each is found by itself, however many records there are.
  const find = (columns: string, keys: string, condition: string): string => `SELECT r.* FROM ${keys}, LATERAL (
    SELECT ${columns} FROM ${table} r WHERE r.user_id = s.user_id AND ${condition} LIMIT 1) r`;
  const findReported = (columns: string): string =>
    find(
      columns,
      '(SELECT DISTINCT * FROM unnest($2::text[], $3::text[])) k (source_name, external_id)',
      'r.source_name = k.source_name AND r.external_id = k.external_id',
    );
  const all = (known: string): LookupSql => ({
    select: `(SELECT coalesce(json_agg(json_build_object('record', r.record, 'version', r.version)), '[]') FROM (${known}) r) AS known`,
  });
  const record = `${representation}::json AS record, r.version`;
  return {
    /** The record of an id ($2). */
    byId: one('r.id = $2'),
    /** What a source ($2) has reported under an identifier ($3). */
    reported: one('r.source_name = $2 AND r.external_id = $3'),
    /** What sources ($2) have reported under identifiers ($3). */
    known: all(findReported(record)),
    /** As `known`, and what has one of the ids ($4). */
    knownOrOfIds: all(find(record, `(${findReported('r.id')} UNION SELECT * FROM unnest($4::uuid[])) k`, 'r.id = k.id')),
  };
}
