import type { Analyte } from './catalogue/analyte.js';
import { toMicro } from './units/micro.js';
import { formatRational, parseDecimal, product, quotient, rational, sum, type Rational } from './units/rational.js';
import { parseUnit } from './units/ucum-unit.js';

/** Why a reported value cannot be stored. */
export type ValueFault = 'invalid_value' | 'unknown_unit' | 'unit_not_convertible' | 'implausible_value';

/** A value in millionths of the canonical unit, or the fault with a sentence about it. */
export type CanonicalValue = { readonly micro: bigint } | { readonly fault: ValueFault; readonly detail: string };

/** How a unit converts: canonical value = value times `factor`, a decimal or a fraction of integers, plus `offset`, a decimal. */
export interface AcceptedUnit {
  readonly unit: string;
  readonly factor: string;
  readonly offset: string;
}

interface Conversion {
  readonly factor: Rational;
  readonly offset: Rational;
}

/** Converts by unit, exactly, and rounds half up to millionths once at the end; a JSON number is read by its shortest decimal. */
export function toCanonical(analyte: Analyte, value: string | number, unit: string): CanonicalValue {
  const amount = parseDecimal(String(value));
  if (!amount) return { fault: 'invalid_value', detail: 'The value is not a decimal number.' };
  const conversion = conversionOf(analyte, unit);
  if (typeof conversion === 'string') return { fault: conversion, detail: UNIT_DETAILS[conversion](analyte, unit) };
  const micro = toMicro(sum(product(amount, conversion.factor), conversion.offset));
  if (isPlausible(analyte, micro)) return { micro };
  const { low, high } = analyte.plausible;
  const detail = `${value} ${unit} is outside of what is plausible for ${analyte.code}: ${low} to ${high} ${analyte.canonicalUnit}.`;
  return { fault: 'implausible_value', detail };
}

/** The units in common use for an analyte, with the exact conversion of each. */
export function acceptedUnitsOf(analyte: Analyte): AcceptedUnit[] {
  return analyte.acceptedUnits.map((unit) => {
    const conversion = conversionOf(analyte, unit);
    if (typeof conversion === 'string') throw new RangeError(`${analyte.code} does not accept ${unit}: ${conversion}`);
    return { unit, factor: formatRational(conversion.factor), offset: formatRational(conversion.offset) };
  });
}

const UNIT_DETAILS = {
  unknown_unit: (_: Analyte, unit: string) => `${unit} is not a UCUM unit that is known here; UCUM is case-sensitive.`,
  unit_not_convertible: ({ code, canonicalUnit }: Analyte, unit: string) =>
    `${unit} cannot be converted to ${canonicalUnit}, the unit of ${code}.`,
};

function conversionOf(analyte: Analyte, text: string): Conversion | keyof typeof UNIT_DETAILS {
  const unit = parseUnit(text);
  if (!unit) return 'unknown_unit';
  const known = [{ unit: analyte.canonicalUnit, factor: '1', offset: '0' }, ...(analyte.equivalences ?? [])];
  for (const { unit: knownUnit, factor, offset = '0' } of known) {
    const reference = parseUnit(knownUnit);
    if (reference?.dimension !== unit.dimension) continue;
    const scale = quotient(unit.magnitude, reference.magnitude);
    return { factor: product(scale, rational(factor)), offset: rational(offset) };
  }
  return 'unit_not_convertible';
}

function isPlausible({ plausible }: Analyte, micro: bigint): boolean {
  return toMicro(rational(plausible.low)) <= micro && micro <= toMicro(rational(plausible.high));
}
