import { type ArgumentsHost, Catch, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemFilter } from '../http/problem.filter.js';
import { databaseProblem } from './errors.js';

const logger = new Logger('database');

/** There is one already, or the owner is gone by now: nobody's mistake. */
const WITHOUT_FAULT = [404, 409];

/** Answers errors of the database as the rules that they tell of, and all other errors like any of HTTP. */
@Catch()
export class DatabaseProblemFilter extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = databaseProblem(error, request.method === 'GET');
    if (problem && !WITHOUT_FAULT.includes(problem.status)) {
      // Neither the statement nor what PostgreSQL says about it: both may hold somebody's values.
      const cause = (error as { code?: string }).code ?? 'no code';
      logger.warn(`${problem.status} ${problem.code} (${cause}), request ${request.id}`);
    }
    // oxlint-disable-next-line promise/valid-params, promise/no-promise-in-callback -- a filter's method, not a promise's
    super.catch(problem ?? error, host);
  }
}
