import { formatScaled, product, rational, type Rational } from './rational.js';

const DECIMALS = 6;
const MILLION = rational('1e6');

/** An exact amount as whole millionths, rounded half up; the one place where a laboratory value is rounded. */
export function toMicro(amount: Rational): bigint {
  const { numerator, denominator } = product(amount, MILLION);
  const doubled = 2n * numerator + denominator;
  const floor = doubled / (2n * denominator);
  return doubled < 0n && doubled % (2n * denominator) !== 0n ? floor - 1n : floor;
}

/** The shortest decimal text of a whole number of millionths. */
export function fromMicro(micro: bigint): string {
  return formatScaled(micro, DECIMALS);
}
