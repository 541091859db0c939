import type { RecordFacts } from '../population/facts.js';
import { standingAt, type Profile, type UserState } from '../population/user-state.js';
import type { StoredFacts } from '../population/stored-facts.js';
import { clock } from '../time/clock.js';

/** What is stored of a user, beside all that the user's records say. */
export interface Books {
  userId: string;
  profile: Profile;
  /** Null where the row is lost. */
  state: UserState | null;
  stored: Pick<StoredFacts, 'totals' | 'figures'>;
  said: readonly RecordFacts[];
}

/** The local date for which the books hold; today where they do not even say that. */
export const dateOf = ({ state, profile }: Books): string => state?.asOf ?? standingAt(clock.now(), profile).asOf;
