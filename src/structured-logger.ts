import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';

/** Messages of the service as lines of JSON, in one stream with the requests: `context` is the part that speaks. */
export class StructuredLogger implements LoggerService {
  constructor(private readonly target: FastifyBaseLogger) {}

  log(message: unknown, context?: string): void {
    this.target.info({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.target.warn({ context }, String(message));
  }

  /** Nest hands over a stack before the context, where there is one. */
  error(message: unknown, ...more: (string | undefined)[]): void {
    const context = more.pop();
    this.target.error({ context, stack: more[0] }, String(message));
  }
}
