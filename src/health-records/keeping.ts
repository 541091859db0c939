import type { BookkeepingService, Change, Decision, Lookup } from '../population/bookkeeping.service.js';
import type { Profile, UserState } from '../population/user-state.js';
import type { Part } from '../population/write-statement.js';
import type { Known } from './intake.js';
import type { Keep, KeptOrSuperseded } from './kept-record.js';
import { areApart, type Spoken } from './spoken.js';

/** What was looked up of the records that drafts may speak of. */
export interface FoundKnown<Stored> {
  known?: Known<Stored>[];
}

/** What drafts come to. */
interface Outcome<Kept> {
  change: Change | undefined;
  kept: Kept[];
  spoken: Spoken;
}

/** How many drafts are to be kept, what must be read for it, and what follows from what is found. */
export interface KeepingPlan<Stored, Kept = KeptOrSuperseded> {
  drafts: number;
  lookup: Lookup | null;
  outcome: (profile: Profile, known: readonly Known<Stored>[]) => Outcome<Kept>;
}

/** What drafts come to where the user has a version. */
interface Foreseen {
  version: string;
  outcome: Outcome<KeptOrSuperseded>;
}

type Further = (kept: readonly KeptOrSuperseded[]) => readonly Part[];

/** Fewer are found so fast that it is not worth a further statement. */
const MANY = 100;

/**
 * Keeps drafts. Where there are many, it can look for them, and decide what they come to, while earlier ones are still being
 * written. That holds if the user then has the version that was seen, or if only the earlier ones have moved it on, and spoke
 * of other records; if not, it is decided anew.
 */
export class Keeping<Stored> implements Keep {
  from: string | null = null;
  private outcome: Outcome<KeptOrSuperseded> | null = null;
  private foreseen: Promise<Foreseen | null> | null = null;

  constructor(
    private readonly bookkeeping: BookkeepingService,
    private readonly userId: string,
    private readonly plan: KeepingPlan<Stored>,
  ) {}

  look(): void {
    this.foreseen = this.foresee().catch(() => null); // the write will fail likewise, or not
  }

  get spoken(): Spoken | null {
    return this.outcome?.spoken ?? null;
  }

  async write(further: Further = () => [], earlier?: Keep): Promise<KeptOrSuperseded[]> {
    const foreseen = await this.foreseen;
    this.foreseen = null;
    const { lookup, outcome } = this.plan;
    const kept =
      foreseen &&
      (await this.carryOut(null, (state) => (this.holds(foreseen, state, earlier) ? foreseen.outcome : null), further));
    return kept ?? (await this.carryOut(lookup, ({ profile }, { known = [] }) => outcome(profile, known), further))!;
  }

  private async foresee(): Promise<Foreseen | null> {
    const { drafts, lookup, outcome } = this.plan;
    if (!lookup || drafts < MANY) return null;
    const seen = await this.bookkeeping.look<FoundKnown<Stored>>(this.userId, lookup);
    return seen && { version: seen.state.version, outcome: outcome(seen.state.profile, seen.found.known ?? []) };
  }

  private holds({ version, outcome }: Foreseen, state: UserState, earlier: Keep | undefined): boolean {
    if (state.version === version) return true;
    const isMovedByEarlier = earlier?.from === version && state.version === String(BigInt(version) + 1n);
    return isMovedByEarlier && areApart(outcome.spoken, earlier.spoken!);
  }

  /** Writes what `decide` decides, and returns what became of the drafts; null where it decides nothing. */
  private carryOut(
    lookup: Lookup | null,
    decide: (state: UserState, found: FoundKnown<Stored>) => Outcome<KeptOrSuperseded> | null,
    further: Further,
  ): Promise<KeptOrSuperseded[] | null> {
    return this.bookkeeping.write(
      this.userId,
      lookup,
      (state: UserState, found: FoundKnown<Stored>): Decision<KeptOrSuperseded[] | null> => {
        const outcome = decide(state, found);
        const change = outcome?.change;
        Object.assign(this, { outcome, from: change ? state.version : null });
        if (!outcome) return { answer: () => null };
        return {
          change: change && { ...change, parts: [...change.parts, ...further(outcome.kept)] },
          answer: () => outcome.kept,
        };
      },
    );
  }
}
