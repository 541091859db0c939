import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Observable, retry, throwError, timer } from 'rxjs';
import { isWorthAnotherRead } from './errors.js';
import { RetryBudget } from './retry-budget.js';

const ATTEMPTS_MORE = 2;
const LONGEST_WAIT_MS = 100;

/**
 * Reads once more where a connection was lost or the database chose a victim: a restart of the database is not seen by who only
 * reads. Writes are left to who knows whether they were carried out: the client, or `BookkeepingService`.
 */
@Injectable()
export class RetryReadsInterceptor implements NestInterceptor {
  private readonly budget = new RetryBudget();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.switchToHttp().getRequest<FastifyRequest>().method !== 'GET') return next.handle();
    this.budget.earn();
    const delay = (error: unknown, attempt: number): Observable<unknown> =>
      isWorthAnotherRead(error) && this.budget.spend()
        ? timer(Math.random() * LONGEST_WAIT_MS * attempt) // not all at once
        : throwError(() => error);
    return next.handle().pipe(retry({ count: ATTEMPTS_MORE, delay }));
  }
}
