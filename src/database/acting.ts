/**
 * The roles of the database that the service takes on, one in each transaction; none of them owns anything:
 * `health_tracker_user` for the rows of one user, `health_tracker_keeper` for what follows from everybody's records,
 * `health_tracker_access` for keys and the log of who did what.
 */
export type Role = 'health_tracker_user' | 'health_tracker_keeper' | 'health_tracker_access';

/** For whom the database is asked: its role, and the user whose rows that role sees; none, where it is empty. */
export interface Acting extends Manner {
  role: Role;
  userId: string;
}

/** How statements are carried out. */
export interface Manner {
  /** By indexes alone, whatever the statistics of the moment say. */
  byIndex?: boolean;
  /** Beside others on one connection: each takes a millisecond or less, or waits for its commit. */
  isBrief?: boolean;
}

/** Reads everybody's rows, and writes what follows from them. */
export const KEEPER: Acting = { role: 'health_tracker_keeper', userId: '' };

/** A transaction's first statement, with the name under which a connection keeps it prepared. */
export interface TakeOn {
  name: string;
  text: string;
}

/**
 * What the transaction is told before anything else: the role and the user, which are its parameters. It holds for the transaction
 * alone, so that a pooler may sit in between. There is no row in the answer, which would have to be made, sent and read.
 */
export const TAKE_ON = takeOn('take on');

const TAKE_ON_BY_INDEX = takeOn('take on, by index', `'enable_seqscan', 'off'`, `'enable_bitmapscan', 'off'`);

export const takeOnFor = ({ byIndex = false }: Acting): TakeOn => (byIndex ? TAKE_ON_BY_INDEX : TAKE_ON);

function takeOn(name: string, ...more: string[]): TakeOn {
  const settings = [`'role', $1`, `'app.user_id', $2`, ...more].map((setting) => `set_config(${setting}, true)`);
  return { name, text: `SELECT WHERE concat(${settings.join(', ')}) IS NULL` };
}
