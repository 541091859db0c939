import type { Role } from './acting.js';
import { preparedPg, unpreparedPg } from './prepared-pg.js';

/** A write waits for others of the same user, some milliseconds each; who waits longer waits for something that is stuck. */
const LONGEST_LOCK_WAIT_MS = 2_000;

/** What an installation decides about its connections to the database. */
export interface ConnectionSettings {
  poolSize?: number;
  /** After how long the database gives up a statement; 0 leaves that to the server's own settings. */
  statementTimeoutMs?: number;
  /** How long work waits for a connection of the pool, and a connection for the server. */
  poolWaitMs?: number;
  /** False behind a pooler that gives each transaction another connection: it knows neither named statements nor settings of a session. */
  preparedStatements?: boolean;
  /** What a session is before a transaction takes on a role; a pooler does not know it. */
  role?: Role;
}

/** The driver and the pool of TypeORM, such that a server that restarts, fails over or falls silent is left behind within seconds. */
export function connectionOptions({
  poolSize = 6,
  statementTimeoutMs = 5000,
  poolWaitMs = 2000,
  preparedStatements = true,
  role,
}: ConnectionSettings) {
  const session = {
    statement_timeout: statementTimeoutMs,
    lock_timeout: Math.min(statementTimeoutMs, LONGEST_LOCK_WAIT_MS),
    idle_in_transaction_session_timeout: 10_000,
  };
  return {
    driver: preparedStatements ? preparedPg : unpreparedPg,
    extra: {
      application_name: 'health-tracker',
      max: poolSize,
      connectionTimeoutMillis: poolWaitMs,
      idleTimeoutMillis: 30_000,
      maxLifetimeSeconds: 1800, // so that new replicas get their share
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...(statementTimeoutMs > 0 && { query_timeout: statementTimeoutMs + 1000 }), // for a server that does not even say no
      ...(preparedStatements && { ...session, pipeline: true }),
      ...(preparedStatements && role && { options: `-c role=${role}` }),
    },
  };
}
