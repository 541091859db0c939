import type { OpenAPIObject, ResponseObject } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY } from '../http/idempotency-key.js';
import { type Method, namedSchemasOf, nameIn, type Operation, operationsOf } from './parts-of-document.js';
import { problemResponses, problemsOf } from './problem-responses.js';
import { headers, RESPONSE_HEADERS } from './response-headers.js';
import { applySecurity, SECURITY_SCHEMES } from './security.js';

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of a version that you have; 304 when it is still the one.',
  schema: { type: 'string', maxLength: 1000 },
} as const;

const SAFELY = 'With its ETag in `If-Match`, nothing is lost that somebody else has changed meanwhile.';
const DESCRIPTIONS = {
  list: 'A page at a time: `page.nextCursor`, as `cursor` and with the same filters, leads to the next one, and so does the header `Link`.',
  post: 'What its source has reported before, under the same `externalId`, is updated. Without an `externalId`, every call makes a new record.',
  get: 'Its ETag is the version; named in `If-None-Match`, it saves you an answer that you have already.',
  patch: `A JSON merge patch (RFC 7396): null clears a member, an absent one stays, a list is replaced. ${SAFELY}`,
  delete: SAFELY,
};
const MEANINGS: Readonly<Record<Method, string>> = {
  get: 'As asked for.',
  put: 'As it is now.',
  post: 'Created.',
  patch: 'As it is now.',
  delete: 'Removed.',
};

/** Their meaning depends on the person as well, of which their version says nothing. */
const ALWAYS_ANSWERED = new Set<string | undefined>(['BloodTest']);

type Test = (response: ResponseObject) => boolean;

/** Writes down, at every route, what holds for all routes of its kind: its problems, its headers, and what they are for. */
export function applyConventions(document: OpenAPIObject): void {
  const schemas = namedSchemasOf(document);
  const isVersioned: Test = (response) => `Update${nounOf(response)}` in schemas;
  for (const { method, operation } of operationsOf(document)) {
    const kind = kindOf(method, operation, isVersioned);
    if (kind !== undefined) operation.description ??= DESCRIPTIONS[kind];
    applySecurity(operation);
    describeAnswers(method, operation, isVersioned);
    if (kind === 'get') describeNotModified(operation);
    Object.assign(operation.responses, problemsOf(operation));
  }
  document.components = {
    ...document.components,
    responses: problemResponses(),
    headers: RESPONSE_HEADERS,
    securitySchemes: SECURITY_SCHEMES,
  };
}

/** Which of the descriptions fits; undefined where a route has to have its own. */
function kindOf(method: Method, { responses }: Operation, isVersioned: Test): keyof typeof DESCRIPTIONS | undefined {
  if (method === 'patch' || method === 'delete') return method;
  const { 200: ok, 201: created } = responses;
  if (method === 'post') return ok && created && 'post';
  if (ok && isPage(ok)) return 'list';
  return ok && isVersioned(ok) && !ALWAYS_ANSWERED.has(nounOf(ok)) ? 'get' : undefined;
}

function describeAnswers(method: Method, { parameters, responses }: Operation, isVersioned: Test): void {
  const isKept = parameters.some(({ name }) => name === IDEMPOTENCY_KEY);
  for (const [status, response] of Object.entries(responses)) {
    response.description ||= MEANINGS[method];
    response.headers = headers(
      'X-Request-Id',
      ...(status === '201' || status === '202' ? (['Location'] as const) : []),
      ...(isVersioned(response) ? (['ETag'] as const) : []),
      ...(isPage(response) ? (['Link'] as const) : []),
      ...(isKept ? (['Idempotency-Replayed'] as const) : []),
    );
  }
}

function describeNotModified({ parameters, responses }: Operation): void {
  parameters.push(IF_NONE_MATCH);
  responses[304] = { description: 'It is the version that you have.', headers: headers('X-Request-Id', 'ETag') };
}

/** The name of the schema that an answer has. */
function nounOf(response: ResponseObject): string | undefined {
  return nameIn(response.content?.['application/json']?.schema ?? {});
}

const isPage: Test = (response) => nounOf(response)?.endsWith('Page') ?? false;
