import { seconds } from './quantities.js';

const MINUTE = 60;

/**
 * Minutes of moderate and vigorous activity in seconds. Vendors round to minutes, so that they may be longer than an activity of
 * that length, in seconds, by less than a minute: then they are as long as it.
 */
export function intensity(
  moderateMinutes: number | undefined,
  vigorousMinutes: number | undefined,
  lengthSeconds = Infinity,
): { moderateSeconds?: number; vigorousSeconds?: number } {
  const [moderate, vigorous] = [seconds(moderateMinutes, 'min'), seconds(vigorousMinutes, 'min')];
  const excess = (moderate ?? 0) + (vigorous ?? 0) - Math.floor(lengthSeconds);
  const cut = excess > 0 && excess < MINUTE ? excess : 0;
  const cutOfModerate = Math.min(cut, moderate ?? 0);
  return {
    moderateSeconds: moderate === undefined ? undefined : moderate - cutOfModerate,
    vigorousSeconds: vigorous === undefined ? undefined : vigorous - (cut - cutOfModerate),
  };
}
