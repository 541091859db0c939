import pg from 'pg';
import { type Acting, takeOnFor } from './acting.js';

/** What of pg's connection to a server is needed here, by its wire messages. */
interface Connection {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  parse(query: Named): void;
  bind(query: { statement?: string; values: unknown[] }): void;
  describe(what: { type: 'P' }): void;
  execute(portal: object): void;
  sync(): void;
}

interface Named {
  name?: string;
  text: string;
}

interface Query {
  callback?(error: Error | null, result?: { rows: object[] }): void;
  submit(connection: Connection): Error | null;
  handleRowDescription(message: { fields: readonly Described[] }): void;
  handleDataRow(message: { fields: readonly (string | null)[] }): void;
  handleCommandComplete(): void;
  handleReadyForQuery(connection: Connection): void;
  handleError(error: Error, connection: Connection): void;
}

interface Described {
  name: string;
  dataTypeID: Parameters<typeof pg.types.getTypeParser>[0];
}

interface Column {
  name: string;
  parse(text: string): unknown;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(this: void, value: unknown): unknown } }).utils;

/** What rows of prepared statements are made of, by connection and name. It cannot change while the statement is prepared. */
const knownColumns = new WeakMap<Connection, Map<string, readonly Column[]>>();

/**
 * A query that says, in the same flight, for whom it is asked: two statements before one Sync are one transaction of their own
 * (the extended query protocol), so that neither BEGIN and COMMIT nor a second round trip are needed. What the rows of a prepared
 * statement are made of is asked once a connection, and not told with every answer.
 */
class QueryAs extends (pg.Query as unknown as new (text: string) => Query & Named) {
  private readonly values: unknown[];
  private readonly rowsFound: object[] = [];
  private isTakenOn = false;
  private known?: Map<string, readonly Column[]>;
  private columns?: readonly Column[];
  private unreadable?: Error;

  constructor(
    private readonly acting: Acting,
    private readonly ownText: string,
    values: readonly unknown[],
    private readonly ownName: string | undefined,
  ) {
    super(ownText);
    this.values = values.map((value) => (typeof value === 'string' ? value : prepareValue(value)));
  }

  override submit(connection: Connection): null {
    const takeOn = takeOnFor(this.acting);
    const name = this.ownName === undefined ? undefined : takeOn.name;
    this.known = knownColumnsOf(connection);
    this.columns = this.ownName === undefined ? undefined : this.known.get(this.ownName);
    connection.stream.cork();
    prepare(connection, { name, text: takeOn.text });
    connection.bind({ statement: name, values: [this.acting.role, this.acting.userId] });
    connection.execute({});
    prepare(connection, { name: this.ownName, text: this.ownText });
    connection.bind({ statement: this.ownName, values: this.values });
    if (!this.columns) connection.describe({ type: 'P' });
    connection.execute({});
    connection.sync();
    connection.stream.uncork();
    // Until it is done, it is the first statement that the server answers, and the client asks which one is prepared.
    this.name = name;
    this.text = takeOn.text;
    return null;
  }

  override handleRowDescription({ fields }: { fields: readonly Described[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID) }));
    if (this.ownName !== undefined) this.known!.set(this.ownName, this.columns);
  }

  override handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    try {
      this.rowsFound.push(rowOf(this.columns!, fields));
    } catch (error) {
      this.unreadable ??= error as Error;
    }
  }

  override handleCommandComplete(): void {
    this.isTakenOn = true;
    this.name = this.ownName;
    this.text = this.ownText;
  }

  override handleReadyForQuery(connection: Connection): void {
    if (this.unreadable) this.handleError(this.unreadable, connection);
    else this.callback?.(null, { rows: this.rowsFound });
  }

  /** Where already the first statement fails, the second was never prepared. */
  override handleError(error: Error, connection: Connection): void {
    if (!this.isTakenOn && this.ownName !== undefined) delete connection.submittedNamedStatements[this.ownName];
    super.handleError(error, connection);
  }
}

function knownColumnsOf(connection: Connection): Map<string, readonly Column[]> {
  let known = knownColumns.get(connection);
  if (!known) knownColumns.set(connection, (known = new Map()));
  return known;
}

/** Has the statement prepared, unless the connection knows it by its name. */
function prepare(connection: Connection, { name, text }: Named): void {
  const { parsedStatements, submittedNamedStatements } = connection;
  if (name !== undefined && (parsedStatements[name] ?? submittedNamedStatements[name]) !== undefined) return;
  connection.parse({ name, text });
  if (name !== undefined) submittedNamedStatements[name] = text;
}

function rowOf(columns: readonly Column[], fields: readonly (string | null)[]): object {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    row[columns[i]!.name] = field === null ? null : columns[i]!.parse(field);
  }
  return row;
}

/** A query for `pool.query`, asked for somebody; with a name it stays prepared. */
export const queryAs = (acting: Acting, text: string, values: unknown[], name?: string): pg.Submittable =>
  new QueryAs(acting, text, values, name) as unknown as pg.Submittable;
