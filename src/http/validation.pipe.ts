import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidatorOptions } from 'class-validator';
import { Batch, MOST_ITEMS } from './batch.dto.js';
import { faultsOf } from './faults.js';
import { impossibleContent } from './impossible-content.js';
import { type Fault, Problem } from './problem.js';
import { soundInstance } from './sound-instance.js';

const STRICT: ValidatorOptions = { whitelist: true, forbidNonWhitelisted: true, validationError: { target: false } };
const MOST_FAULTS = 100;

type Refusal = (faults: readonly Fault[]) => Problem;

/** Turns bodies, queries and path parameters into the DTO that the route declares, or says everything that is wrong with them. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || (type !== 'body' && !isDto(metatype))) return value;
    // TypeScript erases arrays and interfaces to these, and nothing would be checked
    if (!isDto(metatype)) throw new TypeError('A body needs a DTO class: an array or an interface would not be validated');
    return type === 'body' ? validateBody(metatype, value) : validate(metatype, value, badRequest);
  }
}

/** An instance of the DTO with what the JSON object says; Problem 422 with everything that is wrong, 400 where there is no body at all. */
export function validateBody<T extends object>(dto: Type<T>, body: unknown): T {
  if (body === undefined) throw badRequest([{ pointer: '', code: 'required', detail: 'A JSON object is required as the body' }]);
  const refusal: Refusal = (faults) => Problem.unprocessable(faults);
  return dto.prototype instanceof Batch ? validateWithoutItems(dto, body, refusal) : validate(dto, body, refusal);
}

/** Checks how many items there are, and the rest of the body; the items are handed on as they came. */
function validateWithoutItems<T extends object>(dto: Type<T>, body: unknown, refusal: Refusal): T {
  if (!isObject(body) || !('items' in body) || !Array.isArray(body.items)) return validate(dto, body, refusal);
  const counted = Array.from({ length: Math.min(body.items.length, MOST_ITEMS + 1) }, () => null);
  return Object.assign(validate(dto, { ...body, items: counted }, refusal), { items: body.items });
}

function validate<T extends object>(dto: Type<T>, value: unknown, refusal: Refusal): T {
  const sound = isObject(value) ? soundInstance(dto, value) : null;
  if (sound) return sound;
  const faults = isObject(value) ? impossibleContent(value) : [notAnObject(value)];
  if (faults.length > 0) throw refusal(faults.slice(0, MOST_FAULTS));
  const instance = plainToInstance(dto, value);
  const errors = validateSync(instance, STRICT);
  if (errors.length > 0) throw refusal(faultsOf(errors).slice(0, MOST_FAULTS));
  return instance;
}

function badRequest(faults: readonly Fault[]): Problem {
  return Problem.badRequest(faults.map((fault) => (fault.pointer ? ofParameter(fault) : fault)));
}

function ofParameter({ pointer = '', code, detail }: Fault): Fault {
  return { parameter: pointer.slice(1), code: code === 'unknown_field' ? 'unknown_parameter' : code, detail };
}

function notAnObject(value: unknown): Fault {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
  return { pointer: '', code: 'invalid_type', detail: `The body must be a JSON object, not ${kind}` };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDto(metatype: ArgumentMetadata['metatype']): metatype is Type<object> {
  return metatype !== undefined && ![String, Number, Boolean, Array, Object].includes(metatype as never);
}
