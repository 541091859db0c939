import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject, ParameterObject } from '@nestjs/swagger';
import { operationsOf } from '../../src/openapi/parts-of-document.js';
import { SCOPE_EXTENSION } from '../../src/openapi/security.js';
import type { Answer, Service } from './service.js';

/** A route as the OpenAPI document has it, with what it says about access. */
export interface GuardedOperation {
  operationId: string;
  method: string;
  path: string;
  parameters: readonly ParameterObject[];
  hasBody: boolean;
  /** The kinds of credentials that it takes; undefined where nobody thought of it. */
  schemes: string[] | undefined;
  scope: string | undefined;
}

const document = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'openapi.json'), 'utf8')) as OpenAPIObject;

/** All routes of the document. */
export const OPERATIONS: readonly GuardedOperation[] = operationsOf(document).map(({ method, path, operation }) => ({
  operationId: operation.operationId!,
  method: method.toUpperCase(),
  path,
  parameters: operation.parameters,
  hasBody: operation.requestBody !== undefined,
  schemes: operation.security?.flatMap((requirement) => Object.keys(requirement)),
  scope: (operation as { [SCOPE_EXTENSION]?: string })[SCOPE_EXTENSION],
}));

export const GUARDED = OPERATIONS.filter(({ schemes }) => schemes?.length !== 0);
export const namesAUser = ({ parameters }: GuardedOperation): boolean =>
  parameters.some(({ name }) => ['userId', 'user_id'].includes(name));

const SOME_ID = '01890000-0000-7000-8000-00000000abcd';

/** The address of a route for a user; other ids in it are those of nothing, unless they are given. */
export function addressOf({ path, parameters }: GuardedOperation, userId: string, ids: Record<string, string> = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => (name === 'userId' ? userId : (ids[name] ?? SOME_ID)));
  return parameters.some(({ name }) => name === 'user_id') ? `${filled}?user_id=${userId}` : filled;
}

/** Asks it, where it takes a body with an empty one. */
export function ask(
  service: Service,
  operation: GuardedOperation,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  return service.request(operation.method, path, operation.hasBody ? {} : undefined, headers);
}
