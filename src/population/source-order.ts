import type { SourceKind } from './facts.js';

/** Lower counts first: what a person entered by hand, then what is worn, then what is carried. */
const RANK: Record<SourceKind, number> = { manual: 0, watch: 1, ring: 1, phone: 2, laboratory: 3, other: 3 };

interface Candidate {
  source_kind: SourceKind;
  source_name: string;
}

/**
 * The one source that counts for a metric on a local day: by the order of kinds, on a tie the larger total, and then by name
 * so that the choice never depends on the order of rows. Sources are never added together.
 */
export function sourceThatCounts<T extends Candidate>(
  candidates: readonly T[],
  total: (candidate: T) => number | null,
): T | null {
  let best: T | null = null;
  for (const candidate of candidates) {
    if (total(candidate) !== null && (best === null || precedes(candidate, best, total))) best = candidate;
  }
  return best;
}

function precedes<T extends Candidate>(a: T, b: T, total: (candidate: T) => number | null): boolean {
  const byRank = RANK[a.source_kind] - RANK[b.source_kind];
  if (byRank !== 0) return byRank < 0;
  const byTotal = total(a)! - total(b)!;
  return byTotal === 0 ? a.source_name < b.source_name : byTotal > 0;
}
