import type { EntityMetadata } from 'typeorm';
import type { Condition } from '../health-records/list-conditions.js';
import { objectOf, textOf, valueOf } from '../population/json-text.js';
import { RecordSql } from '../population/record-sql.js';

const RESULT = textOf(
  objectOf(
    new Map([
      ['analyte', valueOf('b.analyte', 'text', false)],
      ['value', valueOf('b.value', 'numeric', false)],
      ['unit', valueOf('b.unit', 'text', false)],
      ['comparator', valueOf('b.comparator', 'text', true)],
      ['canonicalMicro', valueOf('b.canonical_micro', 'bigint', false)],
    ]),
  ),
);

const RESULTS = `(SELECT concat('[', string_agg(${RESULT}, ',' ORDER BY b.position), ']') FROM blood_test_results b
  WHERE b.user_id = r.user_id AND b.blood_test_id = r.id)`;

const PERSON = `(SELECT json_build_object('sexAtBirth', p.sex_at_birth, 'birthDate', p.birth_date) FROM users p WHERE p.id = r.user_id)`;

/** Blood tests as SQL: read with their results in order, and with the person that reference ranges depend on. */
export const bloodTestSql = (metadata: EntityMetadata): RecordSql =>
  new RecordSql(
    metadata,
    new Map([
      ['results', valueOf(RESULTS, 'json', false)],
      ['person', valueOf(PERSON, 'json', false)],
    ]),
  );

const reported = (analytes: string): string => `EXISTS (SELECT FROM blood_test_results b
  WHERE b.user_id = r.user_id AND b.blood_test_id = r.id AND b.analyte = ANY (${analytes}))`;

/** The blood test reports any of the analytes. */
export const reportsAnyOf = (analytes: readonly string[] | undefined): Condition[] =>
  analytes === undefined ? [] : [{ sql: (n) => reported(`$${n}::text[]`), parameter: analytes }];
