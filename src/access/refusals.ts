import { Counter } from 'prom-client';
import { Problem } from '../http/problem.js';

const CODES = [
  'credentials_required',
  'invalid_credentials',
  'insufficient_scope',
  'not_for_users',
  'not_found',
  'too_many_requests',
] as const;

const refusals = new Counter({
  name: 'health_tracker_access_refused_total',
  help: 'Requests that were not let in, by the code of the answer; not_found: a user asked for what is another user’s.',
  labelNames: ['code'],
});
for (const code of CODES) refusals.inc({ code }, 0);

/** Counts a request that was not let in: it is in no log, so that nobody writes into those of others. */
export function countRefusal(error: unknown): void {
  if (error instanceof Problem && (CODES as readonly string[]).includes(error.code)) refusals.inc({ code: error.code });
}
