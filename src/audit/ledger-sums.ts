import { isNothing, placeOf, plus, SCORED_SLOTS, type LedgerEntry } from '../population/ledger.js';

/** What the ledger adds up to, place by place, whatever the rows that it consists of. */
export class LedgerSums {
  static readonly QUERY = `SELECT metric, cohort, slot, sum(n)::bigint::float8 AS n, sum(s)::text AS s, sum(q)::text AS q,
  sum(s_raw)::text AS s_raw, sum(q_raw)::text AS q_raw FROM population_ledger
  WHERE ${SCORED_SLOTS} GROUP BY metric, cohort, slot`;

  private readonly sums = new Map<string, LedgerEntry>();

  constructor(entries: Iterable<LedgerEntry> = []) {
    this.add(entries);
  }

  add(entries: Iterable<LedgerEntry>): void {
    for (const entry of entries) {
      const known = this.sums.get(placeOf(entry));
      this.sums.set(placeOf(entry), known ? plus(known, entry) : entry);
    }
  }

  byPlace(): Map<string, LedgerEntry> {
    return new Map([...this.sums].filter(([, entry]) => !isNothing(entry)));
  }
}
