import { COMPARATORS, type Comparator } from '../../../blood-tests/interpretation.js';
import { parseUnit } from '../../../blood-tests/units/ucum-unit.js';
import type { Fault } from './fhir-fault.js';
import { elementOf, textOf, type Element } from './fhir-value.js';
import { ucumOf } from './printed-units.js';

const UCUM_SYSTEMS: readonly unknown[] = [
  'http://unitsofmeasure.org',
  'https://unitsofmeasure.org',
  'urn:oid:2.16.840.1.113883.6.8',
];

/** A number with its unit in UCUM, if there is one. */
export interface Amount {
  value: number;
  unit: string | null;
  comparator: Comparator | null;
}

/** The amount of a Quantity, or what is wrong with it. The unit is the coded one, else the printed one. */
export function amountOf(quantity: Element): Amount | Fault {
  const { value, comparator = null } = quantity;
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { code: 'invalid_value', detail: 'the value must be a number' };
  if (comparator !== null && !(COMPARATORS as readonly unknown[]).includes(comparator))
    return { code: 'comparator_not_supported', detail: `the comparator must be one of ${COMPARATORS.join(' ')}` };
  return { value, unit: unitOf(quantity), comparator: comparator as Comparator | null };
}

/** A code of another system is no unit of UCUM, even where it looks like one. */
function unitOf({ system, code, unit }: Element): string | null {
  const [coded, printed] = [textOf(code)?.trim(), textOf(unit)?.trim()];
  const isUcum = UCUM_SYSTEMS.includes(system) || (system === undefined && parseUnit(coded ?? '') !== null);
  const text = isUcum ? (coded ?? printed) : (printed ?? coded);
  return text === undefined ? null : ucumOf(text);
}

/** What an Observation or a component of it says. */
export type Said = { amount: Amount } | { nothing: string } | Fault;

/** The value of an Observation or a component: an amount, nothing, or what cannot be read as an amount. */
export function saidBy(statement: Element): Said {
  const quantity = elementOf(statement.valueQuantity);
  if (quantity && quantity.value !== undefined) {
    const amount = amountOf(quantity);
    return 'code' in amount ? amount : { amount };
  }
  if (Number.isSafeInteger(statement.valueInteger))
    return { amount: { value: statement.valueInteger as number, unit: null, comparator: null } };
  const other = Object.keys(statement).find((name) => /^value[A-Z]/.test(name) && name !== 'valueQuantity');
  if (statement.dataAbsentReason !== undefined) return { nothing: 'the value is absent, and the resource says why' };
  if (!other) return { nothing: 'there is no value' };
  return { code: 'not_a_quantity', detail: `a number with a unit is needed, not ${other.slice(0, 40)}` };
}
