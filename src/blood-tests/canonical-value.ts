import type { Analyte } from './catalogue/analyte.js';
import { constantMicro, toMicro } from './units/micro.js';
import { formatRational, parseDecimal, product, quotient, rational, sum, type Rational } from './units/rational.js';
import { parseUnit } from './units/ucum-unit.js';

/** Why a reported value cannot be stored. */
export type ValueFault = 'invalid_value' | 'unknown_unit' | 'unit_not_convertible' | 'implausible_value';

/** A fault with a sentence about it. */
export interface FaultyValue {
  readonly fault: ValueFault;
  readonly detail: string;
}

/** A value in millionths of the canonical unit, or what is wrong with it. */
export type CanonicalValue = { readonly micro: bigint } | FaultyValue;

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
  const conversion = conversionOf(analyte, unit);
  if ('fault' in conversion) return conversion;
  const amount = parseDecimal(String(value));
  if (!amount) return { fault: 'invalid_value', detail: 'The value is not a decimal number.' };
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
    if ('fault' in conversion) throw new RangeError(conversion.detail);
    return { unit, factor: formatRational(conversion.factor), offset: formatRational(conversion.offset) };
  });
}

/** What is wrong with a text that is no unit, whatever was measured. */
export function unknownUnit(unit: string): FaultyValue {
  return { fault: 'unknown_unit', detail: `${unit} is not a UCUM unit that is known here; UCUM is case-sensitive.` };
}

// Reading units costs ten times what converting does, and nearly every result comes in one of the units in common use.
const common = new Map<string, Conversion>();

function conversionOf(analyte: Analyte, unit: string): Conversion | FaultyValue {
  if (!analyte.acceptedUnits.includes(unit)) return readConversion(analyte, unit);
  const key = `${analyte.code} ${unit}`;
  const known = common.get(key);
  if (known) return known;
  const conversion = readConversion(analyte, unit);
  if (!('fault' in conversion)) common.set(key, conversion);
  return conversion;
}

function readConversion(analyte: Analyte, text: string): Conversion | FaultyValue {
  const unit = parseUnit(text);
  if (!unit) return unknownUnit(text);
  const known = [{ unit: analyte.canonicalUnit, factor: '1', offset: '0' }, ...(analyte.equivalences ?? [])];
  for (const { unit: knownUnit, factor, offset = '0' } of known) {
    const reference = parseUnit(knownUnit);
    if (reference?.dimension !== unit.dimension) continue;
    const scale = quotient(unit.magnitude, reference.magnitude);
    return { factor: product(scale, rational(factor)), offset: rational(offset) };
  }
  const detail = `${text} cannot be converted to ${analyte.canonicalUnit}, the unit of ${analyte.code}.`;
  return { fault: 'unit_not_convertible', detail };
}

function isPlausible({ plausible }: Analyte, micro: bigint): boolean {
  return constantMicro(plausible.low) <= micro && micro <= constantMicro(plausible.high);
}
