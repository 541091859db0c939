import type { BookkeepingService, Change, Decision, Lookup } from '../population/bookkeeping.service.js';
import type { Profile, UserState } from '../population/user-state.js';
import type { Part } from '../population/write-statement.js';
import type { Known } from './intake.js';
import type { Keep, KeptOrSuperseded, Moved } from './kept-record.js';
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

/** What drafts come to, and the user of whom that holds. */
interface Foreseen {
  state: UserState;
  outcome: Outcome<KeptOrSuperseded>;
}

type Further = (kept: readonly KeptOrSuperseded[]) => readonly Part[];

/** Fewer are found so fast that it is not worth a further statement. */
const MANY = 100;

/**
 * Keeps drafts. Where there are many, it can look for them, and decide what they come to, while earlier ones are still being
 * written: that holds where nobody else writes, and the earlier ones spoke of other records. If it does not, it is decided anew.
 */
export class Keeping<Stored> implements Keep {
  moved: Moved | null = null;
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
    const held = (foreseen && following(foreseen, earlier)) ?? (await this.foresee());
    return (held && (await this.writeFrom(held, further))) ?? this.writeNow(further);
  }

  private async foresee(): Promise<Foreseen | null> {
    const { drafts, lookup, outcome } = this.plan;
    if (!lookup || drafts < MANY) return null;
    const seen = await this.bookkeeping.look<FoundKnown<Stored>>(this.userId, lookup);
    return seen && { state: seen.state, outcome: outcome(seen.state.profile, seen.found.known ?? []) };
  }

  /** Writes what was foreseen; null where it does not hold any more. */
  private async writeFrom({ state, outcome }: Foreseen, further: Further): Promise<KeptOrSuperseded[] | null> {
    const { change, kept } = outcome;
    const after = change ? await this.bookkeeping.writeFrom(state, withParts(change, further(kept))) : null;
    if (change && !after) return null;
    this.outcome = outcome;
    this.moved = after && { from: state.version, to: after };
    return kept;
  }

  /** Looks for the drafts, and writes what they come to. */
  private writeNow(further: Further): Promise<KeptOrSuperseded[]> {
    const { lookup, outcome } = this.plan;
    return this.bookkeeping.write(
      this.userId,
      lookup,
      (state: UserState, { known = [] }: FoundKnown<Stored>): Decision<KeptOrSuperseded[]> => {
        this.outcome = outcome(state.profile, known);
        const { change, kept } = this.outcome;
        this.moved = change ? { from: state.version, to: null } : null;
        return { change: change && withParts(change, further(kept)), answer: () => kept };
      },
    );
  }
}

/** What was foreseen, of the user as the earlier drafts have left them; null where it may be otherwise by now, or the user is not known. */
function following(foreseen: Foreseen, earlier: Keep | undefined): Foreseen | null {
  const { state, outcome } = foreseen;
  const { moved = null, spoken = null } = earlier ?? {};
  if (!moved || BigInt(state.version) > BigInt(moved.from)) return foreseen; // they were seen already
  const isAsTheyFoundIt = state.version === moved.from && areApart(outcome.spoken, spoken!);
  return isAsTheyFoundIt && moved.to ? { state: moved.to, outcome } : null;
}

const withParts = (change: Change, parts: readonly Part[]): Change => ({ ...change, parts: [...change.parts, ...parts] });
