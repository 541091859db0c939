import type { Fault } from './problem.js';

const MOST_MEMBERS = 1_000;
const DEEPEST = 8;
const NONE: readonly Fault[] = [];

/**
 * What no field of any request may contain, whatever its type: names that every JavaScript object inherits (they slip through validators),
 * text that PostgreSQL does not store (U+0000, unpaired surrogates), lists within lists (validators look through them), and sizes or nesting that
 * would keep the service busy just to refuse them.
 */
export function impossibleContent(value: unknown, depth = 0): readonly Fault[] {
  if (typeof value === 'string')
    return isStorable(value) ? NONE : fault('invalid_format', 'Text must not contain U+0000 or half characters');
  if (typeof value !== 'object' || value === null) return NONE;
  if (depth === DEEPEST) return fault('too_deep', `Nesting deeper than ${DEEPEST} levels is not accepted`);
  const names = Object.keys(value);
  if (names.length > MOST_MEMBERS) return fault('too_long', `More than ${MOST_MEMBERS} items or fields are not accepted`);
  const members = value as Readonly<Record<string, unknown>>;
  return names.flatMap((name) => {
    const faults =
      name in Object.prototype
        ? fault('unknown_field', `${name} is not known here`)
        : Array.isArray(value) && Array.isArray(members[name])
          ? fault('invalid_type', 'A list within a list is not accepted')
          : impossibleContent(members[name], depth + 1);
    return faults === NONE ? NONE : faults.map((found) => ({ ...found, pointer: `/${escapePointer(name)}${found.pointer}` }));
  });
}

/** A member's name as a part of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Whether PostgreSQL can store the text. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

function fault(code: string, detail: string): readonly Fault[] {
  return [{ pointer: '', code, detail }];
}
