import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';
import { every } from '../time/every.js';
import { auditedUsers, differingUsers, lastAudit } from './audit-metrics.js';
import { AuditService } from './audit.service.js';
import { BEFORE_ALL, BooksService } from './books.service.js';

const USERS_A_TURN = 20;

/** Audits users in turn, a few at a time, while the service runs, and raises the alarm when one differs. */
@Injectable()
export class SampledAuditService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('audit');
  private end = (): Promise<void> => Promise.resolve();
  /** Behind which user the next turn begins; at first somewhere, so that frequent restarts do not favour the same people. */
  private place: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly books: BooksService,
    private readonly audit: AuditService,
  ) {}

  start(intervalSeconds: number): void {
    this.end = every(intervalSeconds * 1000, async () => {
      await this.auditNext().catch((error: Error) => this.logger.error(`the audit failed: ${error.message}`));
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.end();
  }

  /** One turn. */
  async auditNext(): Promise<void> {
    this.place ??= await this.books.somePlace();
    const userIds = await this.books.idsAfter(this.database.forEverybody, this.place, USERS_A_TURN);
    this.place = userIds.length < USERS_A_TURN ? BEFORE_ALL : userIds.at(-1)!;
    for (const userId of userIds) await this.auditUser(userId); // one by one: requests are answered in between
    lastAudit.setToCurrentTime();
  }

  private async auditUser(userId: string): Promise<void> {
    const { users, differences } = await this.audit.auditUsers([userId]);
    auditedUsers.inc(users);
    if (differences.length === 0) return;
    differingUsers.inc();
    const tables = [...new Set(differences.map(({ table }) => table))].join(', ');
    this.logger.error(`${tables} of user ${userId} differ from the records; "npm run audit" says how, "npm run repair" mends it`);
  }
}
