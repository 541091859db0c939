import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { FoldedPopulation, type PlaceSums } from './folded-population.js';
import { ENTRY_COLUMNS, NEWEST_FOLD } from './population-folds.js';

interface Followed {
  /** Whether it is known what came after the fold: it is not long after it, and where all was to be read anew. */
  isKnown: boolean;
  fold: string;
  entries: PlaceSums[][];
}

/** What was added by the folds after the one of $1, in one snapshot. */
const FOLLOW = `
WITH later AS (SELECT number, entries FROM population_folds WHERE number > (SELECT number FROM population_folds WHERE id = $1::uuid))
SELECT EXISTS (SELECT FROM population_folds WHERE id = $1::uuid) AND NOT EXISTS (SELECT FROM later WHERE entries IS NULL) AS "isKnown",
  ${NEWEST_FOLD} AS fold, (SELECT coalesce(json_agg(entries), '[]') FROM later WHERE entries IS NOT NULL) AS entries`;

/** All that is folded, in one snapshot. */
const READ_WHOLE = `
SELECT ${NEWEST_FOLD} AS fold, (SELECT coalesce(json_agg(json_build_array(${ENTRY_COLUMNS})), '[]')
  FROM population_ledger WHERE NOT fresh) AS entries`;

/** The folded rows of the ledger as this process knows them; which fold they must be of, each reader's own snapshot says. */
@Injectable()
export class PopulationFoldsService {
  private current = FoldedPopulation.EMPTY;
  private following: Promise<void> | undefined;

  constructor(private readonly database: Database) {}

  /** What is folded as of a fold; null where this process knows another one. */
  at(fold: string): FoldedPopulation | null {
    return this.current.fold === fold ? this.current : null;
  }

  /** Comes to know the newest fold. */
  follow(): Promise<void> {
    return (this.following ??= this.catchUp().finally(() => (this.following = undefined)));
  }

  private async catchUp(): Promise<void> {
    const { current } = this;
    if (current.fold !== null) {
      const [{ isKnown, fold, entries }] = await this.database.forEverybody.read<[Followed]>(FOLLOW, [current.fold]);
      if (isKnown) {
        if (fold !== current.fold) this.current = current.with(entries.flat(), fold);
        return;
      }
    }
    const [{ fold, entries }] = await this.database.forEverybody.read<[{ fold: string; entries: PlaceSums[] }]>(READ_WHOLE);
    this.current = FoldedPopulation.EMPTY.with(entries, fold);
  }
}
