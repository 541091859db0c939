import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Gives a route the header `Accept`, or undefined; every route that takes it says in its responses what it can answer. */
export const Accept = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().headers.accept,
);

interface Range {
  type: string;
  quality: number;
}

/**
 * The first of the media types of which the header `Accept` thinks highest (RFC 9110, 12.5.1), or undefined where it wants none of
 * them; the first of all without a header.
 */
export function preferredType<T extends string>(accept: string | undefined, types: readonly T[]): T | undefined {
  if (accept === undefined || accept.trim() === '') return types[0];
  const ranges = accept.split(',').map(toRange);
  const qualityOf = (type: string): number => {
    const [main] = type.split('/') as [string];
    const closest = [type, `${main}/*`, '*/*'].find((name) => ranges.some((range) => range.type === name));
    return ranges.find((range) => range.type === closest)?.quality ?? 0;
  };
  const best = Math.max(...types.map(qualityOf));
  return best > 0 ? types.find((type) => qualityOf(type) === best) : undefined;
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1);
  return { type, quality: Number.isNaN(quality) ? 1 : quality };
}
