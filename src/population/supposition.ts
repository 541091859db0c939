import { isAdult } from '../scoring/cohorts.js';
import type { FigureRow } from './figure-rows.js';
import { ledgerEntries } from './ledger.js';
import type { UserAmongOthers } from './population.service.js';

/**
 * The user among the same others, if these figures were the user's. A minor's figures are not compared, whatever they are.
 */
export function supposing(user: UserAmongOthers, supposed: readonly FigureRow[]): UserAmongOthers {
  const { asOf, profile, cohort, figures, comparison } = user;
  if (!isAdult(profile.birthDate, asOf)) return user;
  const after = new Map([...figures, ...supposed.map((row) => [row.metric, row] as const)]);
  const entries = ledgerEntries({ cohort, figures: figures.values() }, { cohort, figures: after.values() });
  return { ...user, figures: after, comparison: comparison.with(entries) };
}
