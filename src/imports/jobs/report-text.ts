import { isStorable } from '../../http/impossible-content.js';
import { cutTo } from '../entries/short-text.js';

const MOST_CHARACTERS = 1000;

/** A place or a detail as a report has it, since it may repeat a file: what PostgreSQL does not store is U+FFFD, and it ends somewhere. */
export function reportText(text: string): string {
  const short = cutTo(text, MOST_CHARACTERS);
  return isStorable(short) ? short : short.replaceAll(/[\0\p{Surrogate}]/gu, '\u{fffd}');
}
