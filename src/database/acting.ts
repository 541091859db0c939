import { AsyncLocalStorage } from 'node:async_hooks';

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

const NOBODY: Acting = { role: 'health_tracker_user', userId: '' };
const KEEPER: Acting = { role: 'health_tracker_keeper', userId: '' };
const ACCESS: Acting = { role: 'health_tracker_access', userId: '' };

const storage = new AsyncLocalStorage<Acting>();

/** Does something for one user: all that it asks of the database is about this user's rows, whatever its statements say. */
export function actingForUser<T>(userId: string, work: () => T): T {
  const { role, userId: already } = acting();
  return role === 'health_tracker_user' && already === userId
    ? work()
    : storage.run({ role: 'health_tracker_user', userId }, work);
}

/** Does what concerns everybody: reads all, and writes what follows from the records. */
export const actingForEverybody = <T>(work: () => T): T => storage.run(KEEPER, work);

/** Does what concerns keys, and the log of who did what. */
export const actingForAccess = <T>(work: () => T): T => storage.run(ACCESS, work);

/** For whom the database is asked now; for nobody, of whom there are no rows, where nothing was said. */
export const acting = (): Acting => storage.getStore() ?? NOBODY;

/** What the transaction is told before anything else. It holds for the transaction alone, so that a pooler may sit in between. */
export const TAKE_ON = `SELECT set_config('role', $1, true), set_config('app.user_id', $2, true)`;
