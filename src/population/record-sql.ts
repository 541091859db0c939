import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { type JsonText, objectOf, textOf, valueOf } from './json-text.js';
import { type Part, type PartSql, rowsOrOne, type TypedColumn } from './write-statement.js';

/** A column that a client sees as the ETag only. */
const VERSION = 'version';
/** What a record is removed by. */
const KEY: readonly TypedColumn[] = [
  { name: 'user_id', type: 'uuid' },
  { name: 'id', type: 'uuid' },
];
/** Of so many rows it is worth looking for what they have in common. */
const MANY = 20;

/**
 * How an entity's table is written, and read as JSON, by PostgreSQL itself; made once from the entity. A read hands the text
 * through to the client and builds no objects; a write takes one parameter whatever the number of columns and rows.
 */
export class RecordSql {
  readonly table: string;
  /** An expression over the alias `r` of the table: the record as the text of its JSON, all that a client gets of it. */
  readonly representation: string;
  protected readonly columns: readonly Column[];
  /** Where the table says whose row it is: a user's own row by its id. */
  private readonly owner: string;
  private readonly typedColumns: readonly TypedColumn[];
  private readonly inserting: PartSql;
  private readonly updating: PartSql;
  private readonly removing: PartSql;

  /** `moreMembers` are what is not a column of the table. */
  constructor(metadata: EntityMetadata, moreMembers: ReadonlyMap<string, JsonText> = new Map()) {
    this.table = metadata.tableName;
    this.columns = metadata.columns.map(toColumn);
    this.owner = metadata.findColumnWithPropertyName('userId')?.databaseName ?? 'id';
    const visible = this.columns.filter(({ propertyName }) => propertyName !== VERSION);
    this.representation = textOf(objectOf(new Map([...representationOf(visible), ...moreMembers])));
    this.typedColumns = this.columns.map(({ databaseName, type }) => ({ name: databaseName, type: String(type) }));
    const { table, owner } = this;
    const names = (prefix: string): string => this.columns.map(({ databaseName }) => prefix + databaseName).join(', ');
    const assignments = this.columns
      .filter(({ isPrimary, propertyName }) => !isPrimary && propertyName !== VERSION)
      .map(({ databaseName }) => `${databaseName} = r.${databaseName}`);
    this.inserting = (rowsOf) => `INSERT INTO ${table} (${names('')}) SELECT ${names('r.')} FROM ${rowsOf(table, owner)}`;
    this.updating = (rowsOf) => `UPDATE ${table} t SET ${VERSION} = t.${VERSION} + r.${VERSION}, ${assignments.join(', ')}
  FROM ${rowsOf(table, owner)} WHERE t.${owner} = r.${owner} AND t.id = r.id`;
    this.removing = (rowsOf) =>
      `DELETE FROM ${table} t USING ${rowsOf(table, owner)} WHERE t.${owner} = r.${owner} AND t.id = r.id`;
  }

  /** Inserts records, given as a client sees them, in their first versions or in those given. */
  insert(records: readonly object[], versions?: readonly number[]): Part {
    return { sql: this.inserting, ...this.rowsOf(records, versions) };
  }

  /** Writes records over those with the same keys, and counts their versions up: by one, or by the steps given. */
  update(records: readonly object[], steps?: readonly number[]): Part {
    return { sql: this.updating, ...this.rowsOf(records, steps) };
  }

  remove(keys: readonly { userId: string; id: string }[]): Part {
    const rows = keys.map(({ userId, id }) => ({ user_id: userId, id }));
    return { sql: this.removing, ...rowsOrOne(KEY, rows) };
  }

  /** The table's row, by column name, of a record as a client sees it; without what is null. */
  protected toRow(record: object, columns = this.columns): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    for (const { databaseName, path } of columns) {
      const value = memberAt(record, path);
      if (value !== null && value !== undefined) row[databaseName] = value;
    }
    return row;
  }

  /** The rows of records, with their versions: a single one by its values; of many records, without what they have in common. */
  private rowsOf(records: readonly object[], versions: readonly number[] = []): Pick<Part, 'rows' | 'same' | 'one'> {
    const versionOf = (index: number): number => versions[index] ?? 1;
    if (records.length === 1) {
      const values = this.columns.map(({ path, propertyName }) =>
        propertyName === VERSION ? versionOf(0) : memberAt(records[0]!, path),
      );
      return { rows: [], one: { columns: this.typedColumns, values } };
    }
    const rowWith = (record: object, index: number): object => Object.assign(this.toRow(record), { [VERSION]: versionOf(index) });
    if (records.length < MANY) return { rows: records.map(rowWith) };
    const [first, ...others] = records as [object, ...object[]];
    const own = this.columns.filter(({ path }) => {
      const value = memberAt(first, path);
      return others.some((record) => memberAt(record, path) !== value);
    });
    const same = this.toRow(
      first,
      this.columns.filter((column) => !own.includes(column)),
    );
    const rows = records.map((record) => this.toRow(record, own));
    if (versions.every((version) => version === versionOf(0))) return { rows, same: { ...same, [VERSION]: versionOf(0) } };
    return { rows: rows.map((row, index) => Object.assign(row, { [VERSION]: versionOf(index) })), same };
  }
}

/** A column, and the members that lead to its value in a record: those of an embedded entity, such as `source.name`, are two. */
interface Column extends Pick<ColumnMetadata, 'databaseName' | 'type' | 'isNullable' | 'isPrimary' | 'propertyName'> {
  path: readonly [outer: string, inner?: string];
}

const toColumn = ({ databaseName, type, isNullable, isPrimary, propertyName, propertyPath }: ColumnMetadata): Column => ({
  databaseName,
  type,
  isNullable,
  isPrimary,
  propertyName,
  path: propertyPath.split('.') as [string, string?],
});

function memberAt(record: object, [outer, inner]: Column['path']): unknown {
  const value = (record as Record<string, unknown>)[outer];
  return inner === undefined ? value : (value as Record<string, unknown> | null | undefined)?.[inner];
}

/** The record by its visible columns; those of an embedded entity are an object of their own. */
function representationOf(columns: readonly Column[]): Map<string, JsonText> {
  const members = new Map<string, JsonText>();
  const embedded = new Map<string, Map<string, JsonText>>();
  for (const { databaseName, type, isNullable, path } of columns) {
    const value = valueOf(`r.${databaseName}`, type, isNullable);
    const [outer, inner] = path;
    if (inner === undefined) members.set(outer, value);
    else embedded.set(outer, (embedded.get(outer) ?? new Map<string, JsonText>()).set(inner, value));
  }
  for (const [name, inner] of embedded) members.set(name, objectOf(inner));
  return members;
}
