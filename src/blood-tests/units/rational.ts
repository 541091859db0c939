/** An exact fraction in lowest terms with a positive denominator; the only number type units and conversions use. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/;

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** The fraction numerator/denominator in lowest terms; a zero denominator is a RangeError. */
export function fraction(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('a fraction has no zero denominator');
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator);
  const signed = denominator < 0n ? -divisor : divisor;
  return { numerator: numerator / signed, denominator: denominator / signed };
}

/** The exact value of a decimal as JSON writes it (`5.3`, `-2`, `1e-7`, `1.5E+3`), or null when the text is no such decimal. */
export function parseDecimal(text: string): Rational | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const power = Number(exponent) - decimals.length;
  const digits = BigInt(sign + whole + decimals);
  return power < 0 ? fraction(digits, 10n ** BigInt(-power)) : fraction(digits * 10n ** BigInt(power));
}

/** The exact value of a decimal or of a fraction of two decimals (`1/88.42`), as constants are written; else a RangeError. */
export function rational(text: string): Rational {
  const [above, below, ...rest] = text.split('/').map(parseDecimal);
  if (!above || below === null || rest.length > 0) throw new RangeError(`not an exact number: ${text}`);
  return below ? quotient(above, below) : above;
}

/** a + b, exactly. */
export function sum(a: Rational, b: Rational): Rational {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a * b, exactly. */
export function product(a: Rational, b: Rational): Rational {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** a / b, exactly; dividing by zero is a RangeError. */
export function quotient(a: Rational, b: Rational): Rational {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** The shortest exact text: a decimal where one exists (`18.0156`), else a fraction of integers (`50/4421`). */
export function formatRational({ numerator, denominator }: Rational): string {
  let scale = 1n;
  let decimals = 0;
  while (scale % denominator !== 0n && decimals < 40) {
    scale *= 10n;
    decimals += 1;
  }
  if (scale % denominator !== 0n) return `${numerator}/${denominator}`;
  return formatScaled((numerator * scale) / denominator, decimals);
}

/** The shortest decimal of an integer count of 10^-decimals, for example (1500000n, 6) is `1.5`. */
export function formatScaled(count: bigint, decimals: number): string {
  const digits = (count < 0n ? -count : count).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return (count < 0n ? '-' : '') + whole + (rest === '' ? '' : `.${rest}`);
}
