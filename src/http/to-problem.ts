import { HttpException } from '@nestjs/common';
import { Problem } from './problem.js';

const CODES: Readonly<Record<number, [code: string, detail?: string]>> = {
  400: ['invalid_request'],
  401: ['unauthorized'],
  403: ['forbidden'],
  404: ['not_found', 'There is nothing at this address.'],
  406: ['not_acceptable'],
  408: ['request_timeout', 'The request did not arrive in time.'],
  409: ['conflict'],
  413: ['payload_too_large', 'The body is larger than is accepted here: 1 MiB, or 32 MiB for a batch.'],
  414: ['uri_too_long', 'A part of the address is too long.'],
  415: ['unsupported_media_type', 'The body must be application/json, or application/merge-patch+json in a PATCH.'],
  417: ['expectation_failed', 'The header Expect can ask for 100-continue only.'],
  422: ['validation_failed'],
  431: ['request_header_too_large', 'The headers are too large.'],
};

/** The problem that an error of any origin means to a client: itself, what its `toProblem()` says, its 4xx status, else a bare 500. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (saysItself(error)) return error.toProblem();
  if (codeOf(error) === 'FST_ERR_CTP_INVALID_JSON_BODY') {
    return new Problem(400, 'malformed_json', { detail: 'The body is not valid JSON.' });
  }
  if (codeOf(error) === 'FST_ERR_BAD_URL') {
    return new Problem(400, 'malformed_url', { detail: 'The percent-encoding of the path is broken.' });
  }
  return ofStatus(statusOf(error));
}

/** The problem of a bare status, such as a framework or the HTTP parser reports. */
export function ofStatus(status: number): Problem {
  if (status === 503) return Problem.unavailable();
  const [code, detail] = CODES[status] ?? [];
  return code
    ? new Problem(status, code, { detail })
    : new Problem(500, 'internal_error', { detail: 'The service failed; try again.' });
}

function saysItself(error: unknown): error is { toProblem(): Problem } {
  return error instanceof Error && 'toProblem' in error && typeof error.toProblem === 'function';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
}
