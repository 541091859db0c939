/**
 * The roles of the database that the service takes on, one in each transaction; none of them owns anything:
 * `health_tracker_user` for the rows of one user, `health_tracker_keeper` for what follows from everybody's records,
 * `health_tracker_access` for keys and the log of who did what, `health_tracker_several` for the rows of users whose writes are made together.
 */
export type Role = 'health_tracker_user' | 'health_tracker_keeper' | 'health_tracker_access' | 'health_tracker_several';

/** For whom the database is asked: its role, and the user whose rows that role sees; none, where it is empty. Of several, PostgreSQL's list. */
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

const BY_INDEX = [`'enable_seqscan', 'off'`, `'enable_bitmapscan', 'off'`];
const TAKE_ON_BY_INDEX = takeOn('take on, by index', ...BY_INDEX);
/** Each time they are others, and not as many: without the last, PostgreSQL would make a plan for each time. */
const TAKE_ON_SEVERAL = takeOn('take on several', ...BY_INDEX, `'plan_cache_mode', 'force_generic_plan'`);

export function takeOnFor({ role, byIndex = false }: Acting): TakeOn {
  if (role === 'health_tracker_several') return TAKE_ON_SEVERAL;
  return byIndex ? TAKE_ON_BY_INDEX : TAKE_ON;
}

function takeOn(name: string, ...more: string[]): TakeOn {
  const settings = [`'role', $1`, `'app.user_id', $2`, ...more].map((setting) => `set_config(${setting}, true)`);
  return { name, text: `SELECT WHERE concat(${settings.join(', ')}) IS NULL` };
}
