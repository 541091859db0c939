import { MalformedFile, type Place } from '../../import-format.js';
import type { NO_RECORDS } from '../health-tracker/contents.js';
import { BLOOD_TESTS, PHYSICAL_ACTIVITIES, SLEEP_SESSIONS, TEMPLATES, type Column, type Template } from './templates.js';

/** What the rows of a file are: records of a kind, each cell by its column, or something that makes no records. */
export type Header = { template: Template; columns: readonly Column[] } | { template: null; isAbout: keyof typeof NO_RECORDS };

/** @throws MalformedFile where the header is that of no template, or has a column that the template has not */
export function readHeader(cells: readonly string[], place: Place): Header {
  const names = cells.map((cell) => cell.trim());
  if (names.includes('displayName')) return { template: null, isAbout: 'user' };
  if (names.includes('asOf')) return { template: null, isAbout: 'healthScoreHistory' };
  const template = templateOf(names);
  if (!template) throw new MalformedFile(place, `no kind of record has these columns: ${expectations()}`, 'unknown_header');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new MalformedFile(place, `the column "${shown(twice)}" is there twice`, 'duplicate_column');
  const columns = names.map((name) => template.columns.find((column) => column.name === name) ?? unknown(name, template, place));
  return { template, columns };
}

/** What only one kind has, or else what it has to have. */
function templateOf(names: readonly string[]): Template | undefined {
  if (names.includes('analyte')) return complete(BLOOD_TESTS, names);
  return complete(PHYSICAL_ACTIVITIES, names) ?? complete(SLEEP_SESSIONS, names);
}

const complete = (template: Template, names: readonly string[]): Template | undefined =>
  requiredOf(template).every((name) => names.includes(name)) ? template : undefined;

const requiredOf = ({ columns }: Template): string[] => columns.filter(({ isRequired }) => isRequired).map(({ name }) => name);

const expectations = (): string =>
  TEMPLATES.map((template) => `${template.collection} have ${requiredOf(template).join(', ')}`).join('; ');

function unknown(name: string, { collection, columns }: Template, place: Place): never {
  const known = columns.map((column) => column.name).join(', ');
  throw new MalformedFile(place, `"${shown(name)}" is no column of ${collection}, which have ${known}`, 'unknown_column');
}

const shown = (name: string): string => name.slice(0, 60);
