import { QueryFailedError, TypeORMError } from 'typeorm';
import { Problem } from '../http/problem.js';

const FOREIGN_KEY = '23503';
const UNIQUE = '23505';
const CHECK = '23514';
const DATA_EXCEPTION = '22';

/** Classes of SQLSTATE, and single ones, after which the same request may succeed: connections, locks, limits, restarts, failover. */
const TRANSIENT = ['08', '28', '3D', '40', '53', '55', '57', '58', '25006', '25P03'];
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
/** What pg and its pool say of a connection that is lost, silent or not to be had: errors without a code. */
const LOST =
  /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|Client (has encountered|was closed)|Cannot use a pool after)/;
/** TypeORM's report of a connection that was lost between two statements of a transaction; the cause itself is not kept. */
const RELEASED = /^QueryRunner(Provider)?AlreadyReleasedError$/;

/** Lost connections, shutdown and start of the server, and victims: over at once. Not what takes too long or is too much: that would grow. */
const OVER_SOON = ['08', '40', '57P', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];
const LOST_CONNECTION = /^(Connection terminated|Client (has encountered|was closed))/;
/** After these, nothing of the transaction was carried out, for sure: a serialisation failure, a deadlock. */
const VICTIM = ['40001', '40P01'];

/** Not supported, faults of values, rules and rights, victims, objects not as they should be. */
const REFUSALS = ['0A', '21', '22', '23', '40', '42', '55'];

const RETRY_AFTER_SECONDS = 2;

/** What the database, or the way to it, reports; null for errors of another origin. `code` is a SQLSTATE or one of Node. */
interface Report {
  code: string;
  constraint?: string;
  message: string;
}

/**
 * The problem that an error of the database means to a client, without a value of anybody's; null for every other error. A
 * constraint is named by the rule that it keeps, and this name is the problem's code.
 */
export function databaseProblem(error: unknown, isRead: boolean): Problem | null {
  const { code, constraint, message } = reportOf(error);
  if (TRANSIENT.some((prefix) => code.startsWith(prefix)) || NETWORK.includes(code) || LOST.test(message)) {
    return Problem.unavailable(RETRY_AFTER_SECONDS);
  }
  if (error instanceof TypeORMError && RELEASED.test(error.name)) return Problem.unavailable(RETRY_AFTER_SECONDS);
  if (!(error instanceof QueryFailedError)) return null;
  if (code.startsWith(DATA_EXCEPTION)) {
    return new Problem(isRead ? 400 : 422, 'invalid_value', { detail: 'A value is outside of what the service can work with.' });
  }
  return constraint === undefined ? null : brokenRule(code, constraint);
}

/** Whether what only reads may well succeed at the next attempt. */
export function isWorthAnotherRead(error: unknown): boolean {
  const { code, message } = reportOf(error);
  if (OVER_SOON.some((prefix) => code.startsWith(prefix)) || LOST_CONNECTION.test(message)) return true;
  return error instanceof TypeORMError && RELEASED.test(error.name);
}

/** Whether the database gave a transaction up in favour of another one, with nothing of it carried out. */
export function isVictim(error: unknown): boolean {
  return VICTIM.includes(reportOf(error).code);
}

/** Whether the database refused a statement for what it says or finds, so that nothing of it was carried out, for sure. */
export function isRefusal(error: unknown): boolean {
  const { code } = reportOf(error);
  return error instanceof QueryFailedError && REFUSALS.some((prefix) => code.startsWith(prefix));
}

/** Whether there is a row already that must be there only once. */
export function isCollision(error: unknown): boolean {
  return reportOf(error).code === UNIQUE;
}

function brokenRule(code: string, rule: string): Problem | null {
  const detail = `This would break a rule: ${rule.replaceAll('_', ' ')}.`;
  if (code === UNIQUE) return Problem.conflict(rule, detail);
  if (code === CHECK) return new Problem(422, rule, { detail });
  if (code === FOREIGN_KEY) return new Problem(rule.endsWith('_exists') ? 404 : 422, rule, { detail });
  return null;
}

function reportOf(error: unknown): Report {
  const { code, constraint, message } = ((error instanceof QueryFailedError ? error.driverError : error) ??
    {}) as Partial<Report>;
  return { code: typeof code === 'string' ? code : '', constraint, message: message ?? '' };
}
