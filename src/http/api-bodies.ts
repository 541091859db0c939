import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/** Bodies to try out, by a name of their own. */
type BodyExamples = Readonly<Record<string, { summary: string; value: object }>>;

/** Documents the JSON body of a route. */
export function ApiJsonBody(type: Type, examples: BodyExamples): MethodDecorator {
  return ApiBody({ type, examples });
}

/** Documents that a route takes a JSON merge patch (RFC 7396), under its own media type or as plain JSON. */
export function ApiMergePatch(type: Type, examples: BodyExamples): MethodDecorator {
  return applyDecorators(ApiConsumes('application/merge-patch+json', 'application/json'), ApiJsonBody(type, examples));
}
