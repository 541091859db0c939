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

const constants = new Map<string, bigint>();

/** The whole millionths of a decimal that is written in this program; each is read once and kept. */
export function constantMicro(text: string): bigint {
  let micro = constants.get(text);
  if (micro === undefined) {
    micro = toMicro(rational(text));
    constants.set(text, micro);
  }
  return micro;
}

/** The shortest decimal text of a whole number of millionths. */
export function fromMicro(micro: bigint): string {
  return formatScaled(micro, DECIMALS);
}
