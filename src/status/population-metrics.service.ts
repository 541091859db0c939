import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Gauge } from 'prom-client';
import { ProbeConnection } from '../database/probe-connection.js';
import { replaceGauge } from './replace-gauge.js';

const KEPT_MS = 5000;

const LOOK = `
SELECT count(*)::int AS "ledgerRows", (count(*) FILTER (WHERE fresh))::int AS "freshLedgerRows",
  (SELECT coalesce(n_dead_tup, 0)::int FROM pg_stat_user_tables WHERE relname = 'population_ledger') AS "deadLedgerRows",
  (SELECT coalesce(greatest(extract(epoch FROM now() - min(rolls_at)), 0), 0)::float8 FROM user_states) AS "rollOverLag",
  (SELECT count(*)::int FROM import_jobs WHERE status = 'queued') AS "importsQueued",
  (SELECT count(*)::int FROM import_jobs WHERE status = 'running') AS "importsRunning",
  (SELECT coalesce(max(extract(epoch FROM now() - created_at)), 0)::float8 FROM import_jobs WHERE status = 'queued') AS "importWait"
FROM population_ledger`;

/** As a role that sees those of other logins, where ours may be that. */
const LOOK_AT_SESSIONS = `
SELECT set_config('role', 'pg_read_all_stats', true) WHERE pg_has_role('pg_read_all_stats', 'MEMBER');
SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0)::float8 AS "oldestTransaction" FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()`;

const GAUGES = {
  ledgerRows: ['ledger_rows', 'Rows of the population ledger.'],
  freshLedgerRows: ['ledger_fresh_rows', 'Rows of the population ledger that are not folded yet.'],
  deadLedgerRows: ['ledger_dead_rows', 'Rows of the population ledger that are gone, and that VACUUM could not clear away yet.'],
  rollOverLag: [
    'roll_over_lag_seconds',
    'For how long a user’s local day has been over without the user having been brought forward.',
  ],
  importsQueued: ['imports_queued', 'Files that wait to be imported.'],
  importsRunning: ['imports_running', 'Files that are being imported.'],
  importWait: ['imports_wait_seconds', 'For how long the first of them has been waiting.'],
  oldestTransaction: ['oldest_transaction_seconds', 'The age of the oldest transaction in the database.'],
} as const;
type What = keyof typeof GAUGES;
type Seen = Partial<Record<What, number>>;

/** Tells how far the work is that no request waits for; of a database that does not answer within a second, nothing. */
@Injectable()
export class PopulationMetricsService implements OnModuleInit {
  private last: { at: number; seen: Promise<Seen> } | undefined;

  constructor(private readonly probe: ProbeConnection) {}

  onModuleInit(): void {
    for (const [what, [name, help]] of Object.entries(GAUGES)) {
      replaceGauge({
        name: `health_tracker_${name}`,
        help,
        aggregator: 'max', // every process sees the same
        collect: this.collectorOf(what as What),
      });
    }
  }

  private collectorOf(what: What): (this: Gauge) => Promise<void> {
    const look = (): Promise<Seen> => this.look();
    return async function (this: Gauge) {
      const { [what]: value } = await look();
      if (value === undefined) this.remove();
      else this.set(value);
    };
  }

  private look(): Promise<Seen> {
    if (!this.last || performance.now() - this.last.at > KEPT_MS) {
      const seen = this.read().catch(() => ({}));
      this.last = { at: performance.now(), seen };
    }
    return this.last.seen;
  }

  private async read(): Promise<Seen> {
    const [population] = await this.probe.queryOfEverybody<Seen>(LOOK);
    const [sessions] = await this.probe.query<Seen>(LOOK_AT_SESSIONS).catch(() => []); // a server may keep the role to itself
    return { ...population, ...sessions };
  }
}
