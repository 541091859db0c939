import type { Answer } from './service.js';

/** Expects a problem document (RFC 9457) of that status, and of that code where one is given. */
export function expectProblem({ status, headers, body }: Answer, expected: number, code?: string): void {
  expect({ status, code: body?.code }).toEqual({ status: expected, code: code ?? body?.code });
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ type: 'about:blank', status: expected, requestId: headers.get('x-request-id') });
  expect(body.code).toMatch(/^[a-z0-9_]+$/);
}

/** Everything that a problem says is wrong, as `<pointer or parameter> <code>`, in alphabetical order. */
export function faultsIn({ body }: Answer): string[] {
  const faults: { pointer?: string; parameter?: string; code: string }[] = body?.errors ?? [];
  return faults.map(({ pointer, parameter, code }) => `${pointer ?? parameter} ${code}`).toSorted();
}

/** Expects the body to be refused for exactly these faults, each `<pointer> <code>`. */
export function expectRefusal(answer: Answer, ...faults: string[]): void {
  expect({ status: answer.status, faults: faultsIn(answer) }).toEqual({ status: 422, faults: faults.toSorted() });
  expectProblem(answer, 422, 'validation_failed');
}
