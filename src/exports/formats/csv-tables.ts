import { toCell } from '../../imports/formats/csv/cells.js';
import {
  BLOOD_TESTS,
  PHYSICAL_ACTIVITIES,
  SCORE_HISTORY_FILE,
  SLEEP_SESSIONS,
  type Column,
  type Template,
} from '../../imports/formats/csv/templates.js';
import type { Section } from '../user-data.js';

/** How entries, as clients get them, become lines. */
export interface Table {
  header: readonly string[];
  rowsOf(entry: object): string[][];
}

/** One line an entry, or one for each entry of a list in it: of the results of a blood test, or the metrics of a score. */
function tableOf(columns: readonly Column[], list?: string): Table {
  const rowOf = (entry: object, item: object): string[] =>
    columns.map(({ name, type, isOfResult }) => toCell(memberAt(isOfResult ? item : entry, name), type));
  return {
    header: columns.map(({ name }) => name),
    rowsOf: (entry) => (list === undefined ? [entry] : (memberAt(entry, list) as object[])).map((item) => rowOf(entry, item)),
  };
}

function memberAt(entry: object, name: string): unknown {
  let value: unknown = entry;
  for (const part of name.split('.')) value = (value as Record<string, unknown> | null)?.[part];
  return value;
}

const ofTemplate = ({ fileName, columns }: Template, list?: string) => ({ fileName, table: tableOf(columns, list) });

const text = (name: string): Column => ({ name, type: 'text' });
const number = (name: string): Column => ({ name, type: 'number' });
const ofMetric = (column: Column): Column => ({ ...column, isOfResult: true });

/** The table of one object, whatever members it has. */
export const tableOfOne = (entry: object): Table =>
  tableOf(Object.entries(entry).map(([name, value]) => (typeof value === 'number' ? number(name) : text(name))));

const SCORES = tableOf(
  [
    text('asOf'),
    text('status'),
    number('score'),
    number('coverage'),
    text('algorithmVersion'),
    ofMetric(text('metric')),
    ofMetric(number('value')),
    ofMetric(number('zScore')),
    ofMetric(number('points')),
  ],
  'metrics',
);

export const TABLES: Readonly<Record<Section, { fileName: string; table: Table }>> = {
  physicalActivities: ofTemplate(PHYSICAL_ACTIVITIES),
  sleepSessions: ofTemplate(SLEEP_SESSIONS),
  bloodTests: ofTemplate(BLOOD_TESTS, 'results'),
  healthScoreHistory: { fileName: SCORE_HISTORY_FILE, table: SCORES },
};
