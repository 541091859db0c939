import type { ReferenceRange } from './catalogue/analyte.js';
import { constantMicro } from './units/micro.js';

/** HL7 ObservationInterpretation: critically low, low, normal, high, critically high. */
export const INTERPRETATIONS = ['LL', 'L', 'N', 'H', 'HH'] as const;
export type Interpretation = (typeof INTERPRETATIONS)[number];

/** That the value itself is less or more than the number reported, because it was beyond what the assay can tell. */
export const COMPARATORS = ['<', '<=', '>=', '>'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** How a value in millionths of the canonical unit stands in its range; null without one, or where a comparator leaves it open. */
export function interpret(micro: bigint, comparator: Comparator | null, range: ReferenceRange | null): Interpretation | null {
  if (!range || (range.low === undefined && range.high === undefined)) return null;
  const [least, greatest] = extremes(micro, comparator);
  const atLeast = codeOf(least, range);
  const atMost = codeOf(greatest, range);
  if (atLeast === atMost) return atLeast;
  // A critically low value is low as well: that much is certain of one that may be either.
  if (atMost === 'L') return 'L';
  return atLeast === 'H' ? 'H' : null;
}

/** The least and the greatest number of millionths the value can have. */
function extremes(micro: bigint, comparator: Comparator | null): [bigint, bigint | number] {
  if (comparator === '<') return [0n, micro - 1n];
  if (comparator === '<=') return [0n, micro];
  if (comparator === '>=') return [micro, Infinity];
  if (comparator === '>') return [micro + 1n, Infinity];
  return [micro, micro];
}

function codeOf(micro: bigint | number, { low, high, highExclusive, criticalLow, criticalHigh }: ReferenceRange): Interpretation {
  if (criticalLow !== undefined && micro <= constantMicro(criticalLow)) return 'LL';
  if (criticalHigh !== undefined && micro >= constantMicro(criticalHigh)) return 'HH';
  if (low !== undefined && micro < constantMicro(low)) return 'L';
  if (high !== undefined && (highExclusive ? micro >= constantMicro(high) : micro > constantMicro(high))) return 'H';
  return 'N';
}
