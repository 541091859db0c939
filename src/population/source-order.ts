import type { SourceKind } from './facts.js';

/** Which sources a user trusts more than others, the most trusted first: all of a name, all of a kind, or the one with both. */
export type SourceOrder = readonly { readonly name?: string; readonly kind?: SourceKind }[];

/** Lower counts first: what a person entered by hand, then what is worn, then what is carried. */
const RANK: Record<SourceKind, number> = { manual: 0, watch: 1, ring: 1, phone: 2, laboratory: 3, other: 3 };

interface Candidate {
  source_kind: SourceKind;
  source_name: string;
}

/**
 * The one source that counts for a metric on a local day: by the user's own order, where there is one, then by the order of kinds,
 * on a tie the larger total, and then by name so that the choice never depends on the order of rows. Sources are never added together.
 */
export function sourceThatCounts<T extends Candidate>(
  candidates: readonly T[],
  total: (candidate: T) => number | null,
  order: SourceOrder | null,
): T | null {
  let best: T | null = null;
  for (const candidate of candidates) {
    if (total(candidate) !== null && (best === null || precedes(candidate, best, total, order))) best = candidate;
  }
  return best;
}

function precedes<T extends Candidate>(a: T, b: T, total: (candidate: T) => number | null, order: SourceOrder | null): boolean {
  const byRank = rankOf(a, order) - rankOf(b, order);
  if (byRank !== 0) return byRank < 0;
  const byTotal = total(a)! - total(b)!;
  return byTotal === 0 ? a.source_name < b.source_name : byTotal > 0;
}

/** What the user's order does not name comes after all that it names. */
function rankOf({ source_kind, source_name }: Candidate, order: SourceOrder | null): number {
  if (!order) return RANK[source_kind];
  const place = order.findIndex(({ name = source_name, kind = source_kind }) => name === source_name && kind === source_kind);
  return place === -1 ? order.length + RANK[source_kind] : place;
}
