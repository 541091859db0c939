import { Injectable } from '@nestjs/common';
import type { Access } from '../access/log/access.js';
import { AccessLogService } from '../access/log/access-log.service.js';
import { Database } from '../database/database.js';
import { BloodTestsService } from '../blood-tests/blood-tests.service.js';
import { HealthScoreHistoryService } from '../health-score/health-score-history.service.js';
import { preferredType } from '../http/accept.js';
import { Download } from '../http/download.js';
import { Problem } from '../http/problem.js';
import { PhysicalActivitiesService } from '../physical-activity/physical-activities.service.js';
import type { Queryable } from '../database/scoped-database.js';
import { SleepSessionsService } from '../sleep/sleep-sessions.service.js';
import { clock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { UsersService } from '../users/users.service.js';
import type { ExportFormat } from './export-format.js';
import type { ExportFormatName } from './export.dto.js';
import { CSV_EXPORT } from './formats/csv.js';
import { FHIR_EXPORT } from './formats/fhir.js';
import { JSON_EXPORT } from './formats/json.js';
import { NDJSON_EXPORT } from './formats/ndjson.js';
import { paced } from './paced.js';
import { Snapshot } from './snapshot.js';
import type { Section, UserData } from './user-data.js';

const FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  json: JSON_EXPORT,
  ndjson: NDJSON_EXPORT,
  csv: CSV_EXPORT,
  fhir: FHIR_EXPORT,
};
const PATIENCE = { pauseMs: 10_000, totalMs: 900_000 };
const SHARE_OF_POOL = 3; // one of so many connections: an export has one for as long as it is read

@Injectable()
export class ExportsService {
  private running = 0;

  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly activities: PhysicalActivitiesService,
    private readonly sleep: SleepSessionsService,
    private readonly bloodTests: BloodTestsService,
    private readonly scores: HealthScoreHistoryService,
    private readonly log: AccessLogService,
  ) {}

  /**
   * Everything that is kept of the user, in the format that is named or else the one that is accepted. That it begins is in the user's
   * log before anything is read.
   * @throws Problem 404 when there is no such user, 406 when no format is accepted, 503 when enough others are exporting
   */
  async export(userId: string, wanted: { format?: ExportFormatName; accept?: string }, access: Access): Promise<Download> {
    const format = wanted.format ? FORMATS[wanted.format] : acceptedFormat(wanted.accept);
    const release = this.begin();
    try {
      await this.log.record(userId, access);
      const snapshot = await Snapshot.take(this.database, userId);
      try {
        const { json } = await this.users.findIn(snapshot.db, userId);
        const data = this.dataOf(userId, json, snapshot.db);
        const end = (): void => void snapshot.close().finally(release);
        const name = `health-tracker-${data.exportedAt.slice(0, 10)}-${userId}.${format.extension}`;
        return new Download(paced(format.write(data), PATIENCE, end), name, format.mediaType);
      } catch (error) {
        await snapshot.close();
        throw error;
      }
    } catch (error) {
      release();
      throw error;
    }
  }

  private dataOf(userId: string, user: string, db: Queryable): UserData {
    const lists: Readonly<Record<Section, () => AsyncIterable<string>>> = {
      physicalActivities: () => this.activities.all(db, userId),
      sleepSessions: () => this.sleep.all(db, userId),
      bloodTests: () => this.bloodTests.all(db, userId),
      healthScoreHistory: () => this.scores.all(db, userId),
    };
    return { exportedAt: formatInstant(clock.now()), user, entries: (section) => lists[section]() };
  }

  /** Counts an export among those that run, until the function that it returns is called. */
  private begin(): () => void {
    if (this.running >= Math.max(1, Math.floor(this.database.connections / SHARE_OF_POOL))) {
      const detail = 'Enough others are exporting at the moment.';
      throw new Problem(503, 'too_many_exports', { detail, headers: { 'retry-after': '10' } });
    }
    this.running += 1;
    let isRunning = true;
    return () => {
      if (isRunning) this.running -= 1;
      isRunning = false;
    };
  }
}

function acceptedFormat(accept: string | undefined): ExportFormat {
  const formats = Object.values(FORMATS);
  const typeOf = ({ mediaType }: ExportFormat): string => mediaType.split(';')[0]!;
  const type = preferredType(accept, formats.map(typeOf));
  const format = formats.find((one) => typeOf(one) === type);
  if (format) return format;
  const detail = `There is no such form of an export; there are ${formats.map(typeOf).join(', ')}.`;
  throw new Problem(406, 'not_acceptable', { detail });
}
