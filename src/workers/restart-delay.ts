const FIRST_SECONDS = 0.25;
const MOST_SECONDS = 30;

/** Seconds until a process is started anew, after so many in a row that ended soon; spread by a random number from 0 to 1. */
export function restartDelay(failures: number, random: number): number {
  return Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** failures) * (0.5 + random / 2);
}
