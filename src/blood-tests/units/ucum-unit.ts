import { fraction, product, quotient, type Rational } from './rational.js';
import { ATOMS, PREFIXES, STANDARD_BODY_SURFACE, type UcumAtom } from './ucum-atoms.js';

/** A parsed unit: its exact magnitude in base units, and a text that is equal for units of the same kind of quantity. */
export interface UcumUnit {
  readonly magnitude: Rational;
  readonly dimension: string;
}

type Term = Pick<UcumAtom, 'magnitude' | 'above' | 'below'>;

const LONGEST_UNIT = 64;
const ANNOTATION = /^\{[!-z|~]*\}$/;
const BODY_SURFACE = /^\{1\.73_?m2\}$/;
const FACTOR = /^[1-9]\d{0,8}$/;
const SYMBOL = /^(10[*^]|%|[A-Za-z]*\[[A-Za-z]+\]|[A-Za-z]+)([+-]?\d{1,2})?$/;
const TOKENS = /\{[^{}]*\}|10[*^](?:[+-]?\d+)?|\d+|%|(?:[A-Za-z]*\[[A-Za-z]+\]|[A-Za-z]+)(?:[+-]?\d+)?|[./()]/g;
const UNITY: Term = { magnitude: fraction(1n), above: [], below: [] };

const times = (a: Term, b: Term): Term => ({
  magnitude: product(a.magnitude, b.magnitude),
  above: [...a.above, ...b.above],
  below: [...a.below, ...b.below],
});

const inverse = (a: Term): Term => ({ magnitude: quotient(UNITY.magnitude, a.magnitude), above: a.below, below: a.above });

/** The meaning of a UCUM case-sensitive expression such as `mg/dL` or `10*3/uL`, or null when it is none that is known here. */
export function parseUnit(text: string): UcumUnit | null {
  const tokens = text.match(TOKENS) ?? [];
  if (text.length > LONGEST_UNIT || text === '' || tokens.join('') !== text) return null;
  const reader = { tokens, next: 0 };
  const term = readTerm(reader, reader.tokens[0] === '/');
  if (!term || reader.next !== tokens.length) return null;
  return { magnitude: term.magnitude, dimension: dimensionOf(term) };
}

interface Reader {
  readonly tokens: readonly string[];
  next: number;
}

function readTerm(reader: Reader, leadingSlash = false): Term | null {
  if (leadingSlash) reader.next += 1;
  let dividing = leadingSlash;
  let term = UNITY;
  for (;;) {
    const component = readComponent(reader);
    if (!component) return null;
    term = times(term, dividing ? inverse(component) : component);
    const operator = reader.tokens[reader.next];
    if (operator !== '.' && operator !== '/') return term;
    dividing = operator === '/';
    reader.next += 1;
  }
}

function readComponent(reader: Reader): Term | null {
  const token = reader.tokens[reader.next++] ?? '';
  if (token === '(') {
    const term = readTerm(reader);
    return term && reader.tokens[reader.next++] === ')' ? term : null;
  }
  if (ANNOTATION.test(token)) return BODY_SURFACE.test(token) ? STANDARD_BODY_SURFACE : UNITY;
  if (FACTOR.test(token)) return { ...UNITY, magnitude: fraction(BigInt(token)) };
  const unit = readSymbol(token);
  if (unit && ANNOTATION.test(reader.tokens[reader.next] ?? '')) reader.next += 1;
  return unit;
}

function readSymbol(token: string): Term | null {
  const [, symbol = '', exponent = '1'] = SYMBOL.exec(token) ?? [];
  const base = ATOMS.get(symbol) ?? prefixed(symbol);
  if (!base || Number(exponent) === 0) return null;
  const factor = Number(exponent) < 0 ? inverse(base) : base;
  return Array.from({ length: Math.abs(Number(exponent)) }, () => factor).reduce(times, UNITY);
}

function prefixed(symbol: string): Term | null {
  for (const [prefix, power] of PREFIXES) {
    const atom = symbol.startsWith(prefix) ? ATOMS.get(symbol.slice(prefix.length)) : undefined;
    if (atom?.metric) return { ...atom, magnitude: product(power, atom.magnitude) };
  }
  return null;
}

// Nothing cancels: mmol/mol, L/L and % stay different kinds of quantity, because 48 mmol/mol of HbA1c is not 4.8 %.
function dimensionOf({ above, below }: Term): string {
  return `${above.toSorted().join('.')}/${below.toSorted().join('.')}`;
}
