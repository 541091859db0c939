import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { Statement } from './write-statement.js';

const RFC_3339 = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/**
 * How an entity's table is written, and read as JSON, by PostgreSQL itself; made once from the entity. A read hands the text
 * through to the client and builds no objects; a write takes one parameter whatever the number of columns.
 */
export class RecordSql {
  readonly table: string;
  /** An expression over the alias `r` of the table: the record as JSON, all that a client gets of it. */
  readonly representation: string;
  private readonly columns: readonly ColumnMetadata[];
  /** Whose row it is: the user's own, or one that belongs to a user. */
  private readonly owner: string;

  /** `moreMembers` are key and value expressions for what is not a column of the table. */
  constructor(metadata: EntityMetadata, moreMembers: readonly string[] = []) {
    this.table = metadata.tableName;
    this.columns = metadata.columns;
    this.owner = metadata.findColumnWithPropertyName('userId')?.databaseName ?? 'id';
    this.representation = jsonObject(metadata.columns.filter(({ propertyName }) => propertyName !== 'version'), moreMembers);
  }

  insert(record: object): Statement {
    const names = (prefix = ''): string => this.columns.map(({ databaseName }) => prefix + databaseName).join(', ');
    return {
      ctes: (first) => `record AS (
  INSERT INTO ${this.table} (${names()})
  SELECT ${names('i.')} FROM gate, json_populate_record(NULL::${this.table}, $${first}) i RETURNING version)`,
      parameters: [this.toRow({ ...record, version: 1 })],
    };
  }

  /** Writes the record over the one with the same key and counts its version up. */
  update(record: object): Statement {
    const assignments = this.columns
      .filter(({ isPrimary, propertyName }) => !isPrimary && propertyName !== 'version')
      .map(({ databaseName }) => `${databaseName} = i.${databaseName}`);
    return {
      ctes: (first) => `record AS (
  UPDATE ${this.table} r SET version = r.version + 1, ${assignments.join(', ')}
  FROM gate, json_populate_record(NULL::${this.table}, $${first}) i
  WHERE r.${this.owner} = gate.user_id AND r.id = i.id RETURNING r.version)`,
      parameters: [this.toRow(record)],
    };
  }

  remove(id: string): Statement {
    return {
      ctes: (first) => `record AS (
  DELETE FROM ${this.table} r USING gate WHERE r.user_id = gate.user_id AND r.id = $${first} RETURNING r.version)`,
      parameters: [id],
    };
  }

  /** The table's row as JSON, by column name. */
  private toRow(record: object): string {
    const row: Record<string, unknown> = {};
    for (const column of this.columns) row[column.databaseName] = memberAt(record, column.propertyPath) ?? null;
    return JSON.stringify(row);
  }
}

/** Columns of an embedded entity, such as `source.name`, become members of a nested object. */
function jsonObject(columns: readonly ColumnMetadata[], moreMembers: readonly string[]): string {
  const members: string[] = [];
  const nested = new Map<string, string[]>();
  for (const column of columns) {
    const [outer, inner] = column.propertyPath.split('.') as [string, string | undefined];
    if (inner === undefined) members.push(`'${outer}', ${jsonValue(column)}`);
    else nested.set(outer, [...(nested.get(outer) ?? []), `'${inner}', ${jsonValue(column)}`]);
  }
  for (const [name, inner] of nested) members.push(`'${name}', json_build_object(${inner.join(', ')})`);
  return `json_build_object(${[...members, ...moreMembers].join(', ')})`;
}

const jsonValue = ({ type, databaseName }: ColumnMetadata): string =>
  type === 'timestamptz' ? `to_char(r.${databaseName} AT TIME ZONE 'UTC', ${RFC_3339})` : `r.${databaseName}`;

function memberAt(record: object, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], record);
}
