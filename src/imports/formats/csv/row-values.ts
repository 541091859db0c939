import { EXPECTED, fromCell } from './cells.js';
import type { Row } from './rows.js';
import type { Column } from './templates.js';

/** What a row says: the members of its record, those of its result where it has one, and what in it cannot be read. */
export interface RowValues {
  record: Record<string, unknown>;
  result: Record<string, unknown>;
  faults: { column: string; code: string; detail: string }[];
}

/** Members of which nothing is said are absent. */
export function valuesOf({ cells }: Row, columns: readonly Column[]): RowValues {
  const values: RowValues = { record: {}, result: {}, faults: [] };
  if (cells.length !== columns.length) {
    const detail = `the row has ${cells.length} cells, and the header ${columns.length}`;
    values.faults.push({ column: columns[0]!.name, code: 'wrong_number_of_cells', detail });
    return values;
  }
  columns.forEach(({ name, type, isComputed, isOfResult }, index) => {
    if (isComputed) return;
    const value = fromCell(cells[index]!, type);
    if (value === undefined)
      values.faults.push({ column: name, code: `invalid_${type}`, detail: `${name} is ${EXPECTED[type]}` });
    else if (value !== null) put(isOfResult ? values.result : values.record, name, value);
  });
  return values;
}

function put(object: Record<string, unknown>, name: string, value: unknown): void {
  const [outer, inner] = name.split('.') as [string, string | undefined];
  if (inner === undefined) object[outer] = value;
  else object[outer] = { ...(object[outer] as object | undefined), [inner]: value };
}
