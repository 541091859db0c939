/** A fraction of integers. */
export interface Fraction {
  p: bigint;
  q: bigint;
}

export interface PresentFigure {
  value: Fraction;
  days: number | null;
  collectedOn: string | null;
}

export type Figure = PresentFigure | { missing: 'under_18' | 'insufficient_days' | 'no_data' | 'stale' };

export const isPresent = (figure: Figure): figure is PresentFigure => 'value' in figure;

/** The nearest double. */
export const toNumber = ({ p, q }: Fraction): number => Number(p) / Number(q);

/** floor(fraction * 1e6 + 1/2) of a fraction that is not negative. */
export const toMillionths = ({ p, q }: Fraction): bigint => (2_000_000n * p + q) / (2n * q);
