// The error function by rational approximations on three ranges, with the coefficients of W. J. Cody, "Rational Chebyshev
// approximations for the error function", Mathematics of Computation 23 (1969) 631-637. Each list holds the polynomial's
// coefficients from the highest power down; the relative error is near that of a double.

const ERF_NUMERATOR = [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694];
const ERF_DENOMINATOR = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];

const MIDDLE_NUMERATOR = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const MIDDLE_DENOMINATOR = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
  3439.3676741437216, 1230.3393548037495,
];

const TAIL_NUMERATOR = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378,
];
const TAIL_DENOMINATOR = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];

const MIDDLE_FROM = 0.46875;
const TAIL_FROM = 4;
const INVERSE_SQRT_PI = 0.5641895835477563;

/** The cumulative distribution function of the standard normal distribution. */
export function normalCdf(x: number): number {
  return erfc(-x * Math.SQRT1_2) / 2;
}

/** The cumulative distribution function less one half, without losing digits near zero. */
export function normalCdfAboveHalf(x: number): number {
  return erf(x * Math.SQRT1_2) / 2;
}

/** The error function. */
export function erf(x: number): number {
  const y = Math.abs(x);
  return y <= MIDDLE_FROM ? erfNearZero(x) : Math.sign(x) * (1 - erfcOfPositive(y));
}

/** The complementary error function, 1 - erf(x), precise in relative terms for large x. */
export function erfc(x: number): number {
  if (Math.abs(x) <= MIDDLE_FROM) return 1 - erfNearZero(x);
  return x < 0 ? 2 - erfcOfPositive(-x) : erfcOfPositive(x);
}

function erfNearZero(x: number): number {
  return (x * polynomial(ERF_NUMERATOR, x * x)) / polynomial(ERF_DENOMINATOR, x * x);
}

function erfcOfPositive(y: number): number {
  if (y <= TAIL_FROM) return (expMinusSquare(y) * polynomial(MIDDLE_NUMERATOR, y)) / polynomial(MIDDLE_DENOMINATOR, y);
  const u = 1 / (y * y);
  const tail = (u * polynomial(TAIL_NUMERATOR, u)) / polynomial(TAIL_DENOMINATOR, u);
  return (expMinusSquare(y) * (INVERSE_SQRT_PI - tail)) / y;
}

/** exp(-y^2), the square split so that its leading part is exact. */
function expMinusSquare(y: number): number {
  const leading = Math.trunc(y * 16) / 16;
  return Math.exp(-leading * leading) * Math.exp(-(y - leading) * (y + leading));
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
