import type { CellType } from './templates.js';

interface Stage {
  stage: string;
  startedAt: string;
  endedAt: string;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const TRUTHS = new Map([
  ['true', true],
  ['false', false],
]);
const STAGE = /^(\S+)\s+([^\s/]+)\/([^\s/]+)$/;
/** What spreadsheets take for the beginning of a formula, after what keeps them from it. */
const FORMULA = /^'*[=+\-@\t\r]/;
const MARKED_FORMULA = /^'+[=+\-@\t\r]/;

/** A value as the text of a cell; nothing is an empty cell. Text that spreadsheets would compute has an apostrophe before it. */
export function toCell(value: unknown, type: CellType): string {
  if (value === null || value === undefined) return '';
  if (type === 'stages')
    return (value as Stage[]).map((stage) => `${stage.stage} ${stage.startedAt}/${stage.endedAt}`).join('; ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return type === 'text' && FORMULA.test(text) ? `'${text}` : text;
}

/** What the text of a cell says: null where it is empty, undefined where it is no such value. */
export function fromCell(text: string, type: CellType): unknown {
  if (type === 'text') return text === '' ? null : MARKED_FORMULA.test(text) ? text.slice(1) : text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'number') return NUMBER.test(trimmed) && Number.isFinite(Number(trimmed)) ? Number(trimmed) : undefined;
  if (type === 'boolean') return TRUTHS.get(trimmed.toLowerCase());
  return stagesIn(trimmed);
}

/** How a value of the type is written, for people whose cell has another. */
export const EXPECTED: Readonly<Record<CellType, string>> = {
  text: 'a text',
  number: 'a number with a decimal point, such as 5.2',
  boolean: 'true or false',
  stages: 'stages such as light 2026-11-01T22:10:00Z/2026-11-01T22:55:00Z, with a semicolon between two of them',
};

function stagesIn(text: string): Stage[] | undefined {
  const stages = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => STAGE.exec(part));
  if (stages.includes(null)) return undefined;
  return stages.map((match) => ({ stage: match![1]!, startedAt: match![2]!, endedAt: match![3]! }));
}
