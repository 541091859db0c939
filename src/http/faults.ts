import type { ValidationError } from 'class-validator';
import { faultCode, isPlainCheck } from './fault-codes.js';
import { escapePointer } from './impossible-content.js';
import type { Fault } from './problem.js';

/** Everything class-validator found, as faults with JSON pointers; an absent value or one of the wrong type is one fault, not several. */
export function faultsOf(errors: readonly ValidationError[], parent = ''): Fault[] {
  return errors.flatMap((error) => {
    const pointer = error.property === undefined ? parent : `${parent}/${escapePointer(error.property)}`;
    return [...ownFaults(error, pointer), ...faultsOf(error.children ?? [], pointer)];
  });
}

function ownFaults({ property, value, constraints = {} }: ValidationError, pointer: string): Fault[] {
  if (constraints.whitelistValidation) return [{ pointer, code: 'unknown_field', detail: `${property} is not known here` }];
  if (Object.keys(constraints).some(isPlainCheck)) {
    if (value === undefined) return [{ pointer, code: 'required', detail: `${property} is required` }];
    if (value === null) return [{ pointer, code: 'invalid_type', detail: `${property} must not be null` }];
  }
  const faults = Object.entries(constraints).map(([validator, detail]) => ({ pointer, code: codeFor(validator, value), detail }));
  const ofType = faults.find(({ code }) => code === 'invalid_type');
  return ofType ? [ofType] : faults;
}

function codeFor(validator: string, value: unknown): string {
  const code = faultCode(validator);
  return code === 'invalid_format' && typeof value !== 'string' && !Array.isArray(value) ? 'invalid_type' : code;
}
