/**
 * The roles of the database that the service takes on, one in each transaction; none of them owns anything:
 * `health_tracker_user` for the rows of one user, `health_tracker_keeper` for what follows from everybody's records,
 * `health_tracker_access` for keys and the log of who did what.
 */
export type Role = 'health_tracker_user' | 'health_tracker_keeper' | 'health_tracker_access';

/** For whom the database is asked: its role, and the user whose rows that role sees; none, where it is empty. */
export interface Acting {
  role: Role;
  userId: string;
}

/** Reads everybody's rows, and writes what follows from them. */
export const KEEPER: Acting = { role: 'health_tracker_keeper', userId: '' };

/**
 * What the transaction is told before anything else. It holds for the transaction alone, so that a pooler may sit in between. There
 * is no row in the answer, which would have to be made, sent and read.
 */
export const TAKE_ON = `SELECT WHERE concat(set_config('role', $1, true), set_config('app.user_id', $2, true)) IS NULL`;
