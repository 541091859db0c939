import { STATUS_CODES } from 'node:http';

/** One thing that is wrong with a request: where (a JSON pointer into the body, or the name of a parameter), a stable code, a sentence. */
export interface Fault {
  pointer?: string;
  parameter?: string;
  code: string;
  detail: string;
}

/** The JSON of a problem as it travels: RFC 9457 with a stable `code`, the request's id, and every fault found. */
export interface ProblemBody {
  type: 'about:blank';
  title: string;
  status: number;
  detail?: string;
  instance: string;
  code: string;
  requestId: string;
  errors?: readonly Fault[];
}

interface Particulars {
  detail?: string;
  errors?: readonly Fault[];
  headers?: Readonly<Record<string, string>>;
}

/** Why a request cannot be answered as asked; thrown anywhere, it is what the client reads (RFC 9457, `application/problem+json`). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly detail: string | undefined;
  readonly errors: readonly Fault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly code: string,
    { detail, errors, headers = {} }: Particulars = {},
  ) {
    super(detail ?? code);
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
  }

  /** 400: path, query or headers that cannot be understood. */
  static badRequest(errors: readonly Fault[], code = 'invalid_request'): Problem {
    return new Problem(400, code, { detail: summary(errors), errors });
  }

  /** 404: nothing there, or nothing of this person's; `what` names the kind of thing, as in "sleep session". */
  static notFound(what: string): Problem {
    return new Problem(404, 'not_found', { detail: `There is no such ${what}.` });
  }

  /** 405: the address exists, for other methods. */
  static methodNotAllowed(method: string, allowed: readonly string[]): Problem {
    const headers = { allow: allowed.join(', ') };
    return new Problem(405, 'method_not_allowed', { detail: `${method} is not possible here; ${headers.allow} is.`, headers });
  }

  /** 409: the request contradicts what is stored; `code` is the name of the rule it breaks. */
  static conflict(code: string, detail: string): Problem {
    return new Problem(409, code, { detail });
  }

  /** 412: the record has another version than `If-Match` names. */
  static preconditionFailed(): Problem {
    return new Problem(412, 'precondition_failed', { detail: 'The record has changed since the version named in If-Match.' });
  }

  /** 422: a body that is readable and means something impossible. */
  static unprocessable(errors: readonly Fault[], code = 'validation_failed'): Problem {
    return new Problem(422, code, { detail: summary(errors), errors });
  }

  /** 429: the client asks too often. */
  static tooManyRequests(retryAfterSeconds: number): Problem {
    return new Problem(429, 'too_many_requests', {
      detail: 'Too many requests; slow down.',
      headers: retryAfter(retryAfterSeconds),
    });
  }

  /** 503: the service, or what it needs, is not there for a while. */
  static unavailable(retryAfterSeconds = 5, detail = 'The service is not available now.'): Problem {
    return new Problem(503, 'unavailable', {
      detail,
      headers: retryAfter(retryAfterSeconds),
    });
  }

  /** 503: there is more to do than can be done in time; nothing was begun. Clients are told different seconds, so as not to return together. */
  static overloaded(): Problem {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // of what a refusal costs, to look where it was made is the seventh part
    try {
      return new Problem(503, 'overloaded', {
        detail: 'There is too much to do just now; nothing was done. Try again soon.',
        headers: retryAfter(1 + Math.floor(3 * Math.random())),
      });
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }

  /** The problem as a part of an answer that tells of other things as well. */
  toItem(): Omit<ProblemBody, 'instance' | 'requestId'> {
    const { status, code, detail, errors } = this;
    return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code, errors };
  }

  /** The problem as JSON for one request; `instance` is the path that was asked for. */
  toBody(requestId: string, instance: string): ProblemBody {
    const { type, title, status, detail, code, errors } = this.toItem();
    return { type, title, status, detail, instance, code, requestId, errors };
  }
}

function summary(errors: readonly Fault[]): string | undefined {
  return errors.length > 1 ? `${errors.length} things are wrong, see errors.` : errors[0]?.detail;
}

function retryAfter(seconds: number): Record<string, string> {
  return { 'retry-after': String(seconds) };
}
