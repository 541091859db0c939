import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenAPIObject, ResponseObject } from '@nestjs/swagger';
import { operationsOf, schemasOf } from '../../src/openapi/parts-of-document.js';
import type { Answer } from './service.js';

/** Headers that an answer does not need to have. */
const SOMETIMES = ['Link', 'Idempotency-Replayed'];

/** Holds answers against an OpenAPI document: each has to be described, and to have what is described there and nothing else. */
export class DescribedAnswers {
  /** The operations that have answered so far. */
  readonly seen = new Set<string>();
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(private readonly document: OpenAPIObject) {
    const closed = structuredClone(document);
    for (const schema of schemasOf(closed)) if (schema.properties) schema.additionalProperties = false;
    addFormats.default(this.ajv);
    this.ajv.addSchema(closed, 'openapi');
  }

  get operationIds(): string[] {
    return operationsOf(this.document).map(({ operation }) => operation.operationId!);
  }

  /** What is wrong with an answer of an operation; nothing, where it is as described. */
  faultsOf(operationId: string, { status, headers, body }: Answer): string[] {
    this.seen.add(operationId);
    const { operation } = operationsOf(this.document).find((one) => one.operation.operationId === operationId)!;
    const response = this.written(operation.responses[status]);
    if (!response) return [`${status} is not described`];
    const missing = Object.keys(response.headers ?? {}).filter((name) => !SOMETIMES.includes(name) && !headers.has(name));
    const types = Object.keys(response.content ?? {});
    const type = headers.get('content-type')?.split(';')[0];
    if (type !== types[0]) return [`is ${type}, not ${types[0]}`];
    const { schema } = response.content?.[type ?? ''] ?? {};
    const wrong = schema && '$ref' in schema ? this.faultsOfBody(schema, body) : [];
    return [...missing.map((name) => `lacks the header ${name}`), ...wrong];
  }

  private faultsOfBody({ $ref }: { $ref: string }, body: unknown): string[] {
    let validate = this.validators.get($ref);
    if (!validate) this.validators.set($ref, (validate = this.ajv.compile({ $ref: `openapi${$ref}` })));
    validate(body);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  private written(response: (ResponseObject & { $ref?: string }) | undefined): ResponseObject | undefined {
    const name = response?.$ref?.split('/').at(-1);
    return name === undefined ? response : (this.document.components!.responses![name] as ResponseObject);
  }
}
