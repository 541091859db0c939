import { parseDecimal, product, rational, type Rational } from '../../blood-tests/units/rational.js';
import { UnreadableEntry } from './entry-reading.js';

/** How many meters there are in the units that distances are written in. */
const METERS = {
  fm: rational('1e-15'),
  pm: rational('1e-12'),
  nm: rational('1e-9'),
  um: rational('1e-6'),
  mm: rational('0.001'),
  cm: rational('0.01'),
  m: rational('1'),
  km: rational('1000'),
  in: rational('0.0254'),
  ft: rational('0.3048'),
  yd: rational('0.9144'),
  mi: rational('1609.344'),
};
/** How many kilocalories there are in the units that energy is written in. */
const KILOCALORIES = { cal: rational('0.001'), kcal: rational('1'), J: rational('1/4184'), kJ: rational('1/4.184') };
const SECONDS = {
  ms: rational('0.001'),
  s: rational('1'),
  min: rational('60'),
  h: rational('3600'),
  d: rational('86400'),
  wk: rational('604800'),
};

export type LengthUnit = keyof typeof METERS;
export type EnergyUnit = keyof typeof KILOCALORIES;
export type DurationUnit = keyof typeof SECONDS;

type Amount = number | undefined;

/** Meters with two decimals, rounded once; undefined of undefined. */
export const meters = (amount: Amount, unit: LengthUnit): Amount => converted(amount, METERS[unit], 2);

/** Kilocalories with two decimals, rounded once; undefined of undefined. */
export const kilocalories = (amount: Amount, unit: EnergyUnit): Amount => converted(amount, KILOCALORIES[unit], 2);

/** Whole seconds, rounded once; undefined of undefined. */
export const seconds = (amount: Amount, unit: DurationUnit): Amount => converted(amount, SECONDS[unit], 0);

/** Half is rounded up. A JSON number is its shortest decimal. */
function converted(amount: Amount, factor: Rational, decimals: number): Amount {
  if (amount === undefined) return undefined;
  const exact = parseDecimal(String(amount));
  if (!exact) throw new UnreadableEntry('invalid_value', 'an amount is too long');
  const { numerator, denominator } = product(exact, factor);
  const doubled = 2n * numerator * 10n ** BigInt(decimals) + denominator;
  const floor = doubled / (2n * denominator);
  const count = doubled < 0n && doubled % (2n * denominator) !== 0n ? floor - 1n : floor;
  return Number(count) / 10 ** decimals;
}
