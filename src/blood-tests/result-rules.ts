import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { HARD_LIMITS } from '../scoring/metrics.js';
import { toCanonical, unknownUnit, type CanonicalValue, type ValueFault } from './canonical-value.js';
import { findAnalyte } from './catalogue/analytes.js';
import { parseUnit } from './units/ucum-unit.js';

/** A result as a client may send it: anything at all. */
interface SaidResult {
  analyte?: unknown;
  value?: unknown;
  unit?: unknown;
}

const MICRO = 1_000_000n;

/** The canonical value of a result, or null where other checks say what is missing or malformed. */
function canonicalOf({ analyte, value, unit }: SaidResult): CanonicalValue | null {
  if (typeof unit !== 'string') return null;
  const known = typeof analyte === 'string' ? findAnalyte(analyte) : undefined;
  if (!known) return parseUnit(unit) ? null : unknownUnit(unit);
  return toCanonical(known, typeof value === 'number' && value >= 0 ? value : NaN, unit);
}

/** Converting the result to the canonical unit of its analyte does not fail in this way. */
export function ConvertsWithout(fault: ValueFault): PropertyDecorator {
  const found = (given?: ValidationArguments): string | null => {
    const canonical = canonicalOf(given!.object);
    return canonical && 'fault' in canonical && canonical.fault === fault ? canonical.detail : null;
  };
  return ValidateBy({
    name: fault,
    validator: { validate: (_value, given) => found(given) === null, defaultMessage: (given) => found(given) ?? fault },
  });
}

const repeated = new WeakSet<object>();

/** Lets the results of a list know of each other, which {@link IsReportedOnce} needs: a check of one sees nothing but that one. */
export const NotesRepeats = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => {
    const seen = new Set<unknown>();
    for (const result of Array.isArray(value) ? (value as (SaidResult | null)[]) : []) {
      if (typeof result !== 'object' || result === null) continue;
      if (seen.has(result.analyte)) repeated.add(result);
      seen.add(result.analyte);
    }
    return value;
  });

/** No result before it in the list has the same analyte. */
export const IsReportedOnce = (): PropertyDecorator =>
  ValidateBy({
    name: 'reported_twice',
    validator: {
      validate: (_value, given) => !repeated.has(given!.object),
      defaultMessage: () => 'an earlier result of this blood test has the same analyte',
    },
  });

/** Whether total less HDL cholesterol, where both are reported, is a non-HDL cholesterol that somebody can have. */
export function hasPlausibleNonHdl({ results }: { results?: readonly SaidResult[] | null }): boolean {
  const [total, hdl] = ['chol_total', 'hdl'].map((code) => {
    const result = Array.isArray(results) ? (results as (SaidResult | null)[]).find((one) => one?.analyte === code) : null;
    const canonical = result ? canonicalOf(result) : null;
    return canonical && 'micro' in canonical ? canonical.micro : null;
  });
  if (typeof total !== 'bigint' || typeof hdl !== 'bigint') return true;
  const { low, high } = HARD_LIMITS.nonhdl;
  return low * MICRO <= total - hdl && total - hdl <= high * MICRO;
}
