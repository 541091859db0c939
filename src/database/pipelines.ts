import { AsyncResource } from 'node:async_hooks';
import type { Duplex } from 'node:stream';
import type { PoolClient, QueryResult, Submittable } from 'pg';

type Release = (error?: Error) => void;
/** Gives a connection of the pool, and what gives it back: with an error where it is broken. */
type Connect = (done: (error: Error | undefined, client: PoolClient | undefined, release: Release) => void) => void;
type Answered = (error: Error | null, result: QueryResult) => void;
/** What of pg's client is needed here, as its types have it or not. */
interface Asked {
  query(query: Submittable, values: undefined, answered: Answered): void;
  connection: { stream: Duplex };
}
type Send = (client: PoolClient, answered: Answered) => void;

interface Waiting {
  since: number;
  send: Send;
  resolve: (result: QueryResult) => void;
  reject: (error: Error) => void;
}

/** A connection that statements share for the time being. */
interface Pipeline {
  client: PoolClient;
  release: Release;
  onError: (error: Error) => void;
  underWay: number;
  /** Since when the statement is carried out that will be answered next. */
  busySince: number;
  /** Whether it takes no more statements. */
  isOver: boolean;
}

/** So long at most a connection is shared before it goes back to the pool, which may close it for its age. */
const LONGEST_SHARED_MS = 1_000;
/** Behind a statement that takes longer nothing more is sent. */
const LONGEST_BRIEF_MS = 20;
/** Where even the quick ones take longer, they are waiting more than they are at work. */
const LONGEST_WORK_MS = 1;
/** What is quicker than that need not be known. */
const QUICKEST_MS = LONGEST_WORK_MS / 10;

/**
 * Carries out brief statements, each a transaction of its own, many at once on one connection: those of a turn of the event loop are
 * sent together, do not wait for the answers to earlier ones, and are answered in their order. Messages to be sent and processes to be
 * woken cost the service and PostgreSQL more than a row by its key, and there are fewer of both. A further connection is taken from
 * the pool only when `depth` statements are under way on each before it. One that has nothing to do waits a moment for the next.
 *
 * Where statements keep PostgreSQL waiting, for a disk or for what is committed to be on it, they are spread over as many connections
 * as there may be: several processes of PostgreSQL wait at the same time, and one flush serves the commits of all.
 */
export class Pipelines {
  private waiting: Waiting[] = [];
  private readonly pipelines = new Set<Pipeline>();
  private isDue = false;
  private isAsking = false;
  /** What the quickest fifth of the statements is answered within, as far as it is known by now. */
  private quickMs = QUICKEST_MS;

  /** `most` of them make progress at a time: the rest of the pool is for whoever needs a connection alone. */
  constructor(
    private readonly connect: Connect,
    private readonly most: number,
    private readonly depth: number,
  ) {}

  /** How many statements have not been sent yet. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Carries a statement out; `onSend` is told when it is sent. */
  query(query: Submittable, onSend: () => void): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      // Those of several requests are sent at once, each as part of its own: traces tell them apart.
      const request = new AsyncResource('brief statement', { requireManualDestroy: true });
      const send: Send = (client, answered) => {
        onSend();
        request.runInAsyncScope(() => (client as unknown as Asked).query(query, undefined, answered));
      };
      const statement = { since: performance.now(), send, resolve, reject };
      const idle = this.waiting.length === 0 ? this.findIdle() : undefined;
      if (idle) {
        this.send(idle, [statement]);
        return;
      }
      this.waiting.push(statement);
      this.distributeSoon();
    });
  }

  /** Gives connections back that have nothing to do; with `forGood` the others as soon as they are done. */
  giveBack(forGood = false): void {
    for (const pipeline of this.pipelines) {
      if (pipeline.underWay === 0) this.leave(pipeline);
      else pipeline.isOver ||= forGood;
    }
  }

  private findIdle(): Pipeline | undefined {
    for (const pipeline of this.pipelines) if (pipeline.underWay === 0 && !pipeline.isOver) return pipeline;
    return undefined;
  }

  private distributeSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      this.distribute();
    });
  }

  private distribute(): void {
    const open = [...this.pipelines].filter((pipeline) => !pipeline.isOver && !isHeldUp(pipeline));
    const depth = this.quickMs > LONGEST_WORK_MS ? this.share(open) : this.depth;
    for (const pipeline of open) {
      const free = depth - pipeline.underWay;
      if (free > 0 && this.waiting.length > 0) this.send(pipeline, this.waiting.splice(0, free));
    }
    if (this.waiting.length > 0 && open.length < this.most) this.ask();
  }

  private send(pipeline: Pipeline, statements: readonly Waiting[]): void {
    const { stream } = (pipeline.client as unknown as Asked).connection;
    stream.cork();
    if (pipeline.underWay === 0) pipeline.busySince = performance.now();
    pipeline.underWay += statements.length;
    for (const { send, resolve, reject } of statements) {
      send(pipeline.client, (error, result) => {
        const now = performance.now();
        this.note(now - pipeline.busySince);
        pipeline.underWay -= 1;
        pipeline.busySince = now;
        if (error) reject(error);
        else resolve(result);
        if (pipeline.underWay === 0 && pipeline.isOver) this.leave(pipeline);
        if (this.waiting.length > 0) this.distributeSoon();
      });
    }
    stream.uncork();
  }

  /** How many of the statements each connection gets, where as many as may be share them. */
  private share(open: readonly Pipeline[]): number {
    const underWay = open.reduce((sum, pipeline) => sum + pipeline.underWay, 0);
    return Math.min(Math.ceil((underWay + this.waiting.length) / this.most), this.depth);
  }

  /** A fall weighs as much as four rises. Somebody else has the processor for a while and makes some slow, not the quickest fifth. */
  private note(milliseconds: number): void {
    const step = milliseconds > this.quickMs ? 1.02 : 1.02 ** -4;
    this.quickMs = Math.max(this.quickMs * step, QUICKEST_MS);
  }

  /** Takes one more connection; where none is to be had, those fail who have waited for it from the beginning. */
  private ask(): void {
    if (this.isAsking) return;
    this.isAsking = true;
    const asked = performance.now();
    this.connect((error, client, release) => {
      this.isAsking = false;
      if (client) this.join(client, release);
      else {
        const failed = this.waiting.filter(({ since }) => since <= asked);
        this.waiting = this.waiting.filter(({ since }) => since > asked);
        for (const { reject } of failed) reject(error!);
      }
      this.distribute();
    });
  }

  private join(client: PoolClient, release: Release): void {
    const onError = (error: Error): void => this.leave(pipeline, error);
    const pipeline: Pipeline = { client, release, onError, underWay: 0, busySince: 0, isOver: false };
    this.pipelines.add(pipeline);
    client.once('error', onError);
    setTimeout(() => {
      pipeline.isOver = true;
      if (pipeline.underWay === 0) this.leave(pipeline);
    }, LONGEST_SHARED_MS).unref();
  }

  private leave(pipeline: Pipeline, error?: Error): void {
    if (!this.pipelines.delete(pipeline)) return;
    pipeline.client.removeListener('error', pipeline.onError);
    pipeline.release(error);
  }
}

const isHeldUp = ({ underWay, busySince }: Pipeline): boolean =>
  underWay > 0 && performance.now() - busySince >= LONGEST_BRIEF_MS;
