import pg from 'pg';
import { type Acting, takeOnFor } from './acting.js';

/** What of pg's connection to a server is needed here, by its wire messages. */
interface Connection {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  parse(query: { name?: string; text: string }): void;
  bind(query: { statement?: string; values: string[] }): void;
  execute(query: { portal: string; rows: number }): void;
}

interface Named {
  name?: string;
  text: string;
}

interface Messages {
  submit(connection: Connection): Error | null;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}

/**
 * A query that says, in the same flight, for whom it is asked: two statements before one Sync are one transaction of their own
 * (the extended query protocol), so that neither BEGIN and COMMIT nor a second round trip are needed.
 */
class QueryAs extends (pg.Query as unknown as new (text: string, values: unknown[]) => Messages & Named & { queryMode: string }) {
  private isTakenOn = false;

  constructor(
    private readonly acting: Acting,
    private readonly ownText: string,
    values: unknown[],
    private readonly ownName: string | undefined,
  ) {
    super(ownText, values);
    this.name = ownName;
    this.queryMode = 'extended';
  }

  override submit(connection: Connection): Error | null {
    connection.stream.cork();
    try {
      const takeOn = takeOnFor(this.acting);
      const name = this.ownName === undefined ? undefined : takeOn.name;
      const isParsed =
        name !== undefined && (connection.parsedStatements[name] ?? connection.submittedNamedStatements[name]) !== undefined;
      if (!isParsed) connection.parse({ name, text: takeOn.text });
      if (name !== undefined && !isParsed) connection.submittedNamedStatements[name] = takeOn.text;
      connection.bind({ statement: name, values: [this.acting.role, this.acting.userId] });
      connection.execute({ portal: '', rows: 0 });
      const error = super.submit(connection);
      if (!error) {
        // Until it is done, it is the first statement that the server answers, and the client asks which one is prepared.
        this.name = name;
        this.text = takeOn.text;
      }
      return error;
    } finally {
      connection.stream.uncork();
    }
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.isTakenOn) {
      super.handleCommandComplete(message, connection);
      return;
    }
    this.isTakenOn = true;
    this.name = this.ownName;
    this.text = this.ownText;
  }

  /** Where already the first statement fails, the second was never prepared. */
  override handleError(error: Error, connection: Connection): void {
    if (!this.isTakenOn && this.ownName !== undefined) delete connection.submittedNamedStatements[this.ownName];
    super.handleError(error, connection);
  }
}

/** A query for `pool.query`, asked for somebody; with a name it stays prepared. */
export const queryAs = (acting: Acting, text: string, values: unknown[], name?: string): pg.Submittable =>
  new QueryAs(acting, text, values, name) as unknown as pg.Submittable;
