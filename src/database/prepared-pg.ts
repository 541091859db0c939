import { createHash } from 'node:crypto';
import pg from 'pg';
import { hangUpOnSilence } from './hang-up-on-silence.js';
import { Pipelines } from './pipelines.js';
import { poolWait } from './pool-metrics.js';

const MAX_STATEMENTS = 300; // each connection keeps every one of them
const MAX_LENGTH = 8000; // longer texts are bulk statements whose shape varies
/** So many statements at most are under way on a connection that they share. */
const PIPELINE_DEPTH = 64;
/** From so many connections on, a pool has some to spare for those who read. */
const READS_APART_FROM = 3;
const names = new Map<string, string>();

function statementName(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && text.length <= MAX_LENGTH && names.size < MAX_STATEMENTS) {
    name = createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}

/** A client whose queries with parameters are named statements: PostgreSQL parses and plans each of them once a connection. */
class PreparedClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? statementName(text) : undefined;
    const query = name === undefined ? args : [{ name, text, values }, ...rest];
    return (super.query as (...args: unknown[]) => never).apply(this, query);
  }
}

type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: (broken?: unknown) => void) => void;

function driverOf(Client: typeof pg.Client, nameOf: (text: string) => string | undefined) {
  return {
    /** Under which name a connection keeps a statement prepared; undefined where it does not. */
    nameOf,
    types: pg.types,
    defaults: pg.defaults,
    Client,
    Pool: class extends pg.Pool {
      /** Statements that only read, and those by which writes are made: nobody who reads waits for a commit. */
      private readonly pipelines: { reads: Pipelines; writes: Pipelines } | null;

      constructor({ query_timeout: patienceMs, ...config }: pg.PoolConfig = {}) {
        super({ ...config, Client: Client as unknown as NonNullable<pg.PoolConfig['Client']> });
        if (patienceMs) hangUpOnSilence(this, patienceMs);
        const share = (part: number): Pipelines =>
          new Pipelines((done) => this.connectWaiting(done), Math.ceil(this.options.max * part), PIPELINE_DEPTH);
        const writes = share(1 / 2);
        const reads = this.options.max < READS_APART_FROM ? writes : share(1 / 3);
        this.pipelines = config.pipeline ? { reads, writes } : null;
      }

      /** Carries out a statement that is brief, beside others of its kind on the same connection where connections can be shared. */
      queryBriefly(query: pg.Submittable, kind: 'reads' | 'writes'): Promise<pg.QueryResult> {
        return this.pipelines
          ? this.pipelines[kind].query(query, poolWait.startTimer())
          : this.query(query as unknown as pg.QueryConfig);
      }

      /** How much work waits for a connection, alone or beside others. */
      get workWaiting(): number {
        if (!this.pipelines) return this.waitingCount;
        const { reads, writes } = this.pipelines;
        return this.waitingCount + writes.waitingCount + (reads === writes ? 0 : reads.waitingCount);
      }

      /** Gives back the shared connections that have nothing to do, and with `forGood` the others once they are done. */
      private giveBack(forGood = false): void {
        this.pipelines?.reads.giveBack(forGood);
        this.pipelines?.writes.giveBack(forGood);
      }

      /** Connects for somebody whose wait is counted elsewhere. */
      private connectWaiting(done: Connected): void {
        this.giveBack();
        super.connect(done);
      }

      override end(): Promise<void>;
      override end(done: () => void): void;
      override end(done?: () => void): Promise<void> | void {
        this.giveBack(true);
        return done ? super.end(done) : super.end();
      }

      override connect(): Promise<pg.PoolClient>;
      override connect(done: Connected): void;
      override connect(done?: Connected): Promise<pg.PoolClient> | void {
        this.giveBack();
        const stop = poolWait.startTimer();
        if (!done) return super.connect().finally(stop);
        return super.connect((...outcome) => {
          stop();
          done(...outcome);
        });
      }
    },
  };
}

/** The `driver` for TypeORM: named statements, about half of PostgreSQL's work on small queries. */
export const preparedPg = driverOf(PreparedClient, statementName);

/** The same without named statements, for a pooler that gives each transaction another connection. */
export const unpreparedPg = driverOf(pg.Client, () => undefined);

/** A pool of connections of either kind. */
export type ConnectionPool = InstanceType<(typeof preparedPg)['Pool']>;
