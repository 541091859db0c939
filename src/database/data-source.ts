import { DataSource, type DataSourceOptions } from 'typeorm';
import { CreateTables1763800000000 } from './migrations/1763800000000-create-tables.js';
import { PopulationLedger1763900000000 } from './migrations/1763900000000-population-ledger.js';
import { PastFigures1764000000000 } from './migrations/1764000000000-past-figures.js';
import { WindowSums1764010000000 } from './migrations/1764010000000-window-sums.js';
import { IdempotencyKeys1764100000000 } from './migrations/1764100000000-idempotency-keys.js';
import { LedgerNamesNobody1764100000001 } from './migrations/1764100000001-ledger-names-nobody.js';
import { SourceOrder1764100000002 } from './migrations/1764100000002-source-order.js';
import { ImportJobs1764200000000 } from './migrations/1764200000000-import-jobs.js';
import { ServiceKeys1764400000000 } from './migrations/1764400000000-service-keys.js';
import { RowSecurity1764400000001 } from './migrations/1764400000001-row-security.js';
import { Sharing1764800000000 } from './migrations/1764800000000-sharing.js';
import { AccessLog1764900000000 } from './migrations/1764900000000-access-log.js';
import { ImportsThatAreOver1764910000000 } from './migrations/1764910000000-imports-that-are-over.js';
import { PopulationFolds1795900000000 } from './migrations/1795900000000-population-folds.js';
import { BucketsAlone1796100000000 } from './migrations/1796100000000-buckets-alone.js';
import { FreshRowsInOrder1796200000000 } from './migrations/1796200000000-fresh-rows-in-order.js';
import { LighterWrites1796300000000 } from './migrations/1796300000000-lighter-writes.js';
import { WritesOfSeveral1796400000000 } from './migrations/1796400000000-writes-of-several.js';
import { SnakeCaseNamingStrategy } from './naming-strategy.js';
import { connectionOptions, type ConnectionSettings } from './connection-options.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Which database the service works on, and how it connects to it. */
export interface DatabaseSettings extends ConnectionSettings {
  url: string;
  /** A copy of it that may be a little behind: see `Replica`. */
  replicaUrl?: string;
}

/** How the service speaks to PostgreSQL; the schema changes by migrations only. */
export function dataSourceOptions({ url, replicaUrl: _replica, ...connection }: DatabaseSettings): PostgresOptions {
  return {
    type: 'postgres',
    url,
    ...connectionOptions(connection),
    namingStrategy: new SnakeCaseNamingStrategy(),
    synchronize: false,
    migrations: [
      CreateTables1763800000000,
      PopulationLedger1763900000000,
      PastFigures1764000000000,
      WindowSums1764010000000,
      IdempotencyKeys1764100000000,
      LedgerNamesNobody1764100000001,
      SourceOrder1764100000002,
      ImportJobs1764200000000,
      ServiceKeys1764400000000,
      RowSecurity1764400000001,
      Sharing1764800000000,
      AccessLog1764900000000,
      ImportsThatAreOver1764910000000,
      PopulationFolds1795900000000,
      BucketsAlone1796100000000,
      FreshRowsInOrder1796200000000,
      LighterWrites1796300000000,
      WritesOfSeveral1796400000000,
    ],
    migrationsTransactionMode: 'each',
    uuidExtension: 'pgcrypto',
    installExtensions: false,
  };
}

/** A data source of its own, for migrations, tests and the TypeORM command line. */
export function createDataSource(url: string, overrides: Partial<PostgresOptions> = {}): DataSource {
  return new DataSource({ ...dataSourceOptions({ url }), ...overrides });
}
