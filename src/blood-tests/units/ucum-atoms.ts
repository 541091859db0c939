import { rational, type Rational } from './rational.js';

/** What a unit symbol stands for: an exact magnitude times base symbols in the numerator (above) and denominator (below). */
export interface UcumAtom {
  readonly magnitude: Rational;
  readonly above: readonly string[];
  readonly below: readonly string[];
  /** Whether UCUM lets a metric prefix stand before it. */
  readonly metric: boolean;
}

const VOLUME = ['m', 'm', 'm'];

function atom(metric: boolean, magnitude: string, above: readonly string[] = [], below: readonly string[] = []): UcumAtom {
  return { metric, magnitude: rational(magnitude), above, below };
}

/** UCUM metric prefixes, case-sensitive, as exact powers of ten. */
export const PREFIXES: ReadonlyMap<string, Rational> = new Map(
  Object.entries({
    Y: '1e24',
    Z: '1e21',
    E: '1e18',
    P: '1e15',
    T: '1e12',
    G: '1e9',
    M: '1e6',
    k: '1e3',
    h: '1e2',
    da: '1e1',
    d: '1e-1',
    c: '1e-2',
    m: '1e-3',
    u: '1e-6',
    n: '1e-9',
    p: '1e-12',
    f: '1e-15',
    a: '1e-18',
    z: '1e-21',
    y: '1e-24',
  }).map(([symbol, power]) => [symbol, rational(power)]),
);

/** The UCUM case-sensitive unit symbols that laboratory results of blood are written with. */
export const ATOMS: ReadonlyMap<string, UcumAtom> = new Map([
  ['m', atom(true, '1', ['m'])],
  ['g', atom(true, '1', ['g'])],
  ['mol', atom(true, '1', ['mol'])],
  ['eq', atom(true, '1', ['eq'])],
  ['s', atom(true, '1', ['s'])],
  ['min', atom(false, '60', ['s'])],
  ['h', atom(false, '3600', ['s'])],
  ['d', atom(false, '86400', ['s'])],
  ['L', atom(true, '1e-3', VOLUME)],
  ['l', atom(true, '1e-3', VOLUME)],
  ['kat', atom(true, '1', ['mol'], ['s'])],
  ['U', atom(true, '1e-6/60', ['mol'], ['s'])],
  ['[IU]', atom(true, '1', ['[IU]'])],
  ['[iU]', atom(true, '1', ['[IU]'])],
  ['%', atom(false, '1e-2')],
  ['10*', atom(false, '10')],
  ['10^', atom(false, '10')],
]);

/** `{1.73_m2}`, the one annotation that changes a value: without it a filtration rate is another quantity. */
export const STANDARD_BODY_SURFACE: UcumAtom = atom(false, '1.73', ['m', 'm']);
