import type { Place, SkippedEntries } from '../import-format.js';
import { detached } from './detached.js';

const MOST_REASONS = 500;
const LONGEST_DETAIL = 120;

/** Counts entries that are skipped for the same reason, so that a report of a million of them is one line. */
export class SkipCounts {
  private readonly counts = new Map<string, SkippedEntries>();

  /** Counts an entry; where there are very many different details, the later ones are counted without theirs. */
  add(reason: string, text: string, place: Place): void {
    const detail = text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
    const key = `${reason} ${detail}`;
    const known = this.counts.get(key);
    if (known) known.entries += 1;
    else if (this.counts.size < MOST_REASONS)
      this.counts.set(detached(key), { outcome: 'skipped', entries: 1, place, reason, detail: detached(detail) });
    else this.addOther(reason, place);
  }

  private addOther(reason: string, place: Place): void {
    const known = this.counts.get(reason);
    if (known) known.entries += 1;
    else this.counts.set(reason, { outcome: 'skipped', entries: 1, place, reason, detail: 'and others' });
  }

  *readings(): Generator<SkippedEntries> {
    yield* this.counts.values();
    this.counts.clear();
  }
}
