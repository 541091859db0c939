import { QueryFailedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { Problem } from '../http/problem.js';
import { databaseProblem } from './errors.js';

const SECRET = 'Ada, 198 mg/dL';
const failed = (code: string, constraint?: string): QueryFailedError => {
  const report = { code, constraint, detail: `Failing row contains (${SECRET})` };
  return new QueryFailedError(`INSERT '${SECRET}'`, [SECRET], Object.assign(new Error(`refused "${SECRET}"`), report));
};
const coded = (code: string, message = 'connect'): Error => Object.assign(new Error(message), { code });
const answer = (error: unknown, isRead = false): [number, string] | null => {
  const problem = databaseProblem(error, isRead);
  return problem && [problem.status, problem.code];
};

describe('an error of the database', () => {
  it.each<[string, unknown, [number, string]]>([
    ['a check', failed('23514', 'steps_are_plausible'), [422, 'steps_are_plausible']],
    [
      'a record that is there already',
      failed('23505', 'sleep_session_is_reported_once'),
      [409, 'sleep_session_is_reported_once'],
    ],
    ['an owner who is gone', failed('23503', 'figures_user_exists'), [404, 'figures_user_exists']],
    ['an unknown analyte', failed('23503', 'analyte_is_in_the_catalogue'), [422, 'analyte_is_in_the_catalogue']],
  ])('that is %s is answered with the name of its rule', (_what, error, expected) => {
    expect(answer(error)).toEqual(expected);
  });

  it('that is about a value is a fault of the body, or of the query', () => {
    expect(answer(failed('22003'))).toEqual([422, 'invalid_value']);
    expect(answer(failed('22P02'), true)).toEqual([400, 'invalid_value']);
  });

  it.each<[string, unknown]>([
    ['nobody listens', coded('ECONNREFUSED')],
    ['the server starts', coded('57P03', 'the database system is starting up')],
    ['all connections are taken', coded('53300', 'sorry, too many clients already')],
    ['none of ours is free', new Error('timeout exceeded when trying to connect')],
    ['the server stops', failed('57P01')],
    ['the connection breaks', new QueryFailedError('SELECT 1', [], new Error('Connection terminated unexpectedly'))],
    ['the connection breaks in a transaction', new QueryRunnerProviderAlreadyReleasedError()],
    ['the server falls silent', new QueryFailedError('SELECT 1', [], new Error('Query read timeout'))],
    ['a statement takes too long', failed('57014')],
    ['a lock is not to be had', failed('55P03')],
    ['two wait for each other', failed('40P01')],
    ['the server has become a replica', failed('25006')],
  ])('is a reason to come back when %s', (_what, error) => {
    expect(databaseProblem(error, false)).toMatchObject({ status: 503, code: 'unavailable', headers: { 'retry-after': '2' } });
  });

  it.each(['22003', '23505', '23514', '57014'])('tells nobody’s values: %s', (code) => {
    expect(JSON.stringify(databaseProblem(failed(code, 'some_rule'), false)?.toBody('id', '/'))).not.toContain(SECRET);
  });
});

describe('an error of another origin', () => {
  it.each<[string, unknown]>([
    ['a wrong statement', failed('42703')],
    ['a value that the service left out', failed('23502')],
    ['a bug', new TypeError('timeout')],
    ['a problem', Problem.notFound('user')],
    ['nothing', undefined],
    ['null', null],
    ['text', 'text'],
  ])('is left to others: %s', (_what, error) => {
    expect(answer(error)).toBeNull();
  });
});
