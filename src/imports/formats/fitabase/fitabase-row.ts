import { UnreadableEntry } from '../../entries/entry-reading.js';
import type { CsvRow } from './csv-rows.js';

const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;
const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?(?: ([AP]M))?)?$/i;
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?$/;

/** The first of the columns that the file has and that is not empty. */
export function textIn({ values }: CsvRow, ...names: readonly string[]): string | undefined {
  return names.map((name) => values.get(name)).find((value) => value !== undefined && value !== '');
}

export function numberIn(row: CsvRow, ...names: readonly string[]): number | undefined {
  const text = textIn(row, ...names);
  if (text === undefined) return undefined;
  if (DECIMAL.test(text)) return Number(text);
  throw new UnreadableEntry('invalid_value', `${names[0]} must be a number`);
}

/** A date with or without a time, as `2016-04-12` or `4/12/2016 2:47:30 AM`, told as ISO 8601 does: without an offset. */
export function localTimeIn(row: CsvRow, ...names: readonly string[]): { date: string; time: string } {
  const text = textIn(row, ...names);
  if (text === undefined) throw new UnreadableEntry('missing_value', `${names[0]} is missing`);
  const iso = ISO.exec(text);
  if (iso) return { date: iso[1]!, time: iso[2] ?? '00:00:00' };
  const us = US.exec(text);
  const hour = us && hourOf(Number(us[4] ?? 0), us[7]);
  if (!us || hour === null) throw new UnreadableEntry('invalid_time', `${names[0]} must be a time such as 4/12/2016 2:47:30 AM`);
  const two = (digits: string): string => digits.padStart(2, '0');
  return { date: `${us[3]}-${two(us[1]!)}-${two(us[2]!)}`, time: `${two(String(hour))}:${us[5] ?? '00'}:${us[6] ?? '00'}` };
}

/** Of twelve hours where a half of the day is named, and 12 is the first of them; else of 24. */
function hourOf(hour: number, half?: string): number | null {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? null : (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}
