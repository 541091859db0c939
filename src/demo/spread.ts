import { splitTotal } from '../time/local-day-split.js';

/** The days, yesterday the last of them, over which the score takes its means. */
export const WINDOW_DAYS = 28;

/**
 * Whole amounts for consecutive days, one for each factor (about 1), none below `least`. The amounts of the last 28 days add up to
 * `windowTotal`; the days before them are like those. Throws a RangeError for fewer than 28 factors.
 */
export function spread(windowTotal: number, least: number, factors: readonly number[]): number[] {
  if (factors.length < WINDOW_DAYS) throw new RangeError(`At least ${WINDOW_DAYS} days are needed, not ${factors.length}`);
  const above = windowTotal - WINDOW_DAYS * least;
  const early = factors.slice(0, -WINDOW_DAYS).map((factor) => Math.round((above / WINDOW_DAYS) * factor));
  let elapsed = 0;
  const cuts = factors.slice(-WINDOW_DAYS).map((factor) => (elapsed += Math.round(factor * 1e6)));
  return [...early, ...splitTotal(above, cuts)].map((amount) => least + amount);
}
