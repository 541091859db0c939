/** No statistic is told of fewer people than this, nor a quantile with fewer of them on either side. */
export const MINIMUM_PEOPLE = 11;

const COUNTS_BY = 5;
const SIGNIFICANT_DIGITS = 12;

/** Whether enough people lie on both sides of a quantile, so that it tells about none of them. */
export const isQuantileTold = (people: number, percent: number): boolean =>
  Math.min(percent, 100 - percent) * people >= 100 * MINIMUM_PEOPLE;

/** How many people a group is said to have: never fewer than there must be, which of eleven or twelve tells no more than ten would. */
export const toldCount = (people: number): number => Math.max(Math.round(people / COUNTS_BY) * COUNTS_BY, MINIMUM_PEOPLE);

/**
 * The step to which the statistics of a group are rounded: the least of 1, 2 and 5 times a power of ten that is not finer than the
 * standard error of the mean, nor than `finest`. Cohorts are nested, so what remains of a wide one after those within it are taken
 * away may be one person. Of n people the sum is then uncertain by n standard errors, the standard deviation times the square root
 * of n: by more than three standard deviations, which is to know nothing about the one who remains.
 */
export function roundingStep(people: number, standardDeviation: number, finest: number): number {
  const standardError = standardDeviation / Math.sqrt(people);
  if (standardError <= finest) return finest;
  const exponent = Math.floor(Math.log10(standardError));
  return [1, 2, 5, 10].map((digit) => Number(`${digit}e${exponent}`)).find((step) => step >= standardError)!;
}

/** The nearest multiple of the step. */
export const roundTo = (step: number, value: number): number =>
  Number((Math.round(value / step) * step).toPrecision(SIGNIFICANT_DIGITS));
