/** What a user has of one metric on one date: the exact rational numerator/denominator in the metric's unit, never negative. */
export interface Figure {
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
  /** The valid days it is the mean of; null for a laboratory result, and for what nobody measured. */
  readonly days: number | null;
  /** The local date of the laboratory result; null for a mean of days, and for what nobody measured. */
  readonly observedOn: string | null;
}

/**
 * Why there is no figure: a minor; fewer than four valid days in the window; no laboratory result before the date; none of
 * the last 365 days.
 */
export const ABSENCE_REASONS = ['under_18', 'insufficient_days', 'no_data', 'stale'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** There is no figure, and why. */
export interface Absence {
  readonly absent: AbsenceReason;
}

/** A figure that nobody measured: exactly that many of the metric's unit, finite and not negative. */
export function hypotheticalFigure(value: number): Figure {
  let [numerator, denominator] = [value, 1n];
  while (!Number.isInteger(numerator)) [numerator, denominator] = [2 * numerator, 2n * denominator]; // a double is a binary fraction
  return { numerator: BigInt(numerator), denominator, days: null, observedOn: null };
}

/** Whether there is a figure. */
export function isPresent(figure: Figure | Absence): figure is Figure {
  return !('absent' in figure);
}

/** The figure as the nearest double, for showing to people and for reading on a table; null where absent. */
export function figureValue(figure: Figure | Absence): number | null {
  return isPresent(figure) ? Number(figure.numerator) / Number(figure.denominator) : null;
}
