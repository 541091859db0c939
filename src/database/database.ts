import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Acting, KEEPER, type Manner } from './acting.js';
import { RetryBudget } from './retry-budget.js';
import { ScopedDatabase } from './scoped-database.js';

/** The one way from the service to its tables. Whoever asks says for whom: there is nothing to see for who does not. */
@Injectable()
export class Database {
  private readonly budget = new RetryBudget();
  /** For what concerns everybody: reads all, and writes what follows from the records. */
  readonly forEverybody = new ScopedDatabase(this.dataSource, KEEPER, this.budget);
  /** For what concerns keys, and the log of who did what. */
  readonly forAccess = new ScopedDatabase(this.dataSource, { role: 'health_tracker_access', userId: '' }, this.budget);

  constructor(private readonly dataSource: DataSource) {}

  /** How many statements can be under way at once. */
  get connections(): number {
    return (this.dataSource.options as unknown as { extra: { max: number } }).extra.max;
  }

  /** For one user: all that is asked is about this user's rows, whatever the statements say. */
  forUser(userId: string, manner: Manner = {}): ScopedDatabase {
    return new ScopedDatabase(this.dataSource, { role: 'health_tracker_user', userId, ...manner }, this.budget);
  }

  /** For several users whose writes are made by one statement: of their rows no more can be seen or written than that takes. */
  forSeveral(userIds: readonly string[]): ScopedDatabase {
    const acting: Acting = { role: 'health_tracker_several', userId: `{${userIds.join(',')}}`, isBrief: true };
    return new ScopedDatabase(this.dataSource, acting, this.budget);
  }
}
