import { addDays, isLocalDate } from '../time/local-date.js';
import { SeededRandom } from './seeded-random.js';

/** A birth date, the same for the same seed and day, of somebody whose age on `today` is that many whole years. */
export function birthDateOf(ageYears: number, seed: number, today: string): string {
  const year = Number(today.slice(0, 4)) - ageYears;
  const sameDay = `${year}${today.slice(4)}`;
  const latest = isLocalDate(sameDay) ? sameDay : `${year}-02-28`; // today is 29 February and that year had none
  return addDays(latest, -new SeededRandom(seed).integer(0, 364));
}
