import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { ImportSettings } from './import-settings.js';

const AT_ONCE = 100;
/** So many errors of a job are removed by one statement. */
const STEP = 10_000;

interface PastImport {
  userId: string;
  id: string;
  errors: number;
}

/** Imports that have been over for so long that nobody asks for them any more. */
@Injectable()
export class PastImports {
  constructor(
    private readonly database: Database,
    private readonly settings: ImportSettings,
  ) {}

  /** Removes them, with what could not be taken of their files; each is an import of its user until it is gone. */
  async removeExpired(): Promise<void> {
    let expired: PastImport[];
    do {
      expired = await this.expired();
      for (const one of expired) await this.remove(one);
    } while (expired.length === AT_ONCE);
  }

  private expired(): Promise<PastImport[]> {
    return this.database.forEverybody.read(
      `SELECT user_id AS "userId", id, (progress->>'errors')::integer AS errors FROM import_jobs
WHERE finished_at < now() - make_interval(days => $1) ORDER BY finished_at LIMIT ${AT_ONCE}`,
      [this.settings.reportDays],
    );
  }

  private async remove({ userId, id, errors }: PastImport): Promise<void> {
    const db = this.database.forUser(userId);
    for (let end = STEP; end < errors; end += STEP) {
      await db.query('DELETE FROM import_errors WHERE user_id = $1 AND job_id = $2 AND ordinal < $3', [userId, id, end]);
    }
    await db.query('DELETE FROM import_jobs WHERE user_id = $1 AND id = $2', [userId, id]);
  }
}
