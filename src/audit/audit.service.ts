import { Injectable } from '@nestjs/common';
import { bookingOf, ledgerEntries, type LedgerEntry } from '../population/ledger.js';
import { dateOf } from './books.js';
import { BooksService } from './books.service.js';
import { differences, userDifferences, type Difference } from './difference.js';
import { LedgerSums } from './ledger-sums.js';
import { recomputed } from './recomputation.js';

/** What an audit looked at, and everything in which the derived tables differ from the records. */
export interface Audit {
  users: number;
  differences: Difference[];
}

/** Recomputes everything that is derived, from the records alone and in one snapshot, and compares every integer. */
@Injectable()
export class AuditService {
  constructor(private readonly books: BooksService) {}

  /** Everybody, and the population that they make. Tells how far it is. */
  auditAll(onProgress: (users: number, of: number) => void = () => undefined): Promise<Audit> {
    return this.books.inOneSnapshot(async (manager) => {
      const audit: Audit = { users: 0, differences: [] };
      const expectedLedger = new LedgerSums();
      const of = await this.books.countUsers(manager);
      for await (const userIds of this.books.everybody(manager)) {
        for (const books of await this.books.read(manager, userIds)) {
          const expected = recomputed(books, dateOf(books));
          audit.differences.push(...userDifferences(books, expected));
          const { cohort, figures } = expected;
          expectedLedger.add(ledgerEntries({ cohort, figures: [] }, bookingOf(books.profile, cohort, figures.values())));
        }
        onProgress((audit.users += userIds.length), of);
      }
      const stored = new LedgerSums(await manager.query<LedgerEntry[]>(LedgerSums.QUERY));
      audit.differences.push(...differences('population_ledger', null, stored.byPlace(), expectedLedger.byPlace()));
      return audit;
    });
  }

  /** Some users; of the population, nothing. */
  auditUsers(userIds: readonly string[]): Promise<Audit> {
    return this.books.inOneSnapshot(async (manager) => {
      const all = await this.books.read(manager, userIds);
      return { users: all.length, differences: all.flatMap((books) => userDifferences(books, recomputed(books, dateOf(books)))) };
    });
  }
}
