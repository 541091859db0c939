import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** Looks after the snapshots of the population that past figures are compared with. */
@Injectable()
export class PopulationSnapshotsService {
  constructor(private readonly database: Database) {}

  /**
   * Removes the snapshots of which no past figures are left, since their users are gone; returns how many there were. A snapshot
   * comes together with all who ever point to it, so one without anybody stays without.
   */
  async removeUnused(): Promise<number> {
    const [row] = await this.database.forEverybody.query<[{ removed: number }]>(
      `WITH removed AS (
  DELETE FROM population_snapshots s WHERE NOT EXISTS (SELECT FROM past_figures p WHERE p.snapshot_id = s.id) RETURNING 1)
SELECT count(*)::int AS removed FROM removed`,
    );
    return row.removed;
  }
}
