import type { Type } from '@nestjs/common';
import { isStorable } from './impossible-content.js';
import { memberRulesOf, type MemberRules } from './member-rules.js';

const MOST_ITEMS_OF_A_LIST = 1_000;
const UNSOUND = Symbol('unsound');

/**
 * An instance of the DTO with what the object says, if nothing is wrong with it; null where something is, or might be: it is for
 * class-transformer and class-validator then to say what. They find out anew for each object what the decorators demand, which takes
 * many times as long as to check it, and a batch has a thousand objects.
 */
export function soundInstance<T extends object>(dto: Type<T>, said: object): T | null {
  const instance = instanceOf(dto, said);
  return instance !== UNSOUND && isSound(dto, instance) ? (instance as T) : null;
}

/** The instance, before any check; unsound where the object has a member that is not known or cannot be anything. */
function instanceOf(dto: Type, said: object): object | typeof UNSOUND {
  const rules = memberRulesOf(dto);
  if (!rules) return UNSOUND;
  const instance = new dto() as Record<string, unknown>;
  for (const name of Object.keys(said)) {
    const member = rules.byName.get(name);
    if (!member) return UNSOUND;
    let value = valueOf(member, (said as Record<string, unknown>)[name]);
    if (value === UNSOUND) return UNSOUND;
    for (const transformation of member.transformations) value = transformation(value, said);
    instance[name] = value;
  }
  return instance;
}

function valueOf({ nested }: MemberRules, value: unknown): unknown {
  if (typeof value === 'string') return isStorable(value) ? value : UNSOUND;
  if (typeof value !== 'object' || value === null) return value;
  if (!nested) return UNSOUND;
  if (!Array.isArray(value)) return instanceOf(nested, value);
  if (value.length > MOST_ITEMS_OF_A_LIST) return UNSOUND;
  const items = (value as unknown[]).map((item) => (isObject(item) ? instanceOf(nested, item) : UNSOUND));
  return items.includes(UNSOUND) ? UNSOUND : items;
}

/** Whether all checks hold, once the whole is there: a check may look at any part of it. No garbage is made of this. */
function isSound(dto: Type, instance: object): boolean {
  for (const { name, conditions, checks, nested } of memberRulesOf(dto)!.all) {
    const value = (instance as Record<string, unknown>)[name];
    if (!holdAll(conditions, value, instance)) continue;
    if (!holdAll(checks, value, instance)) return false;
    if (!nested || value === undefined) continue;
    if (!(Array.isArray(value) ? value : [value]).every((one) => isObject(one) && isSound(nested, one))) return false;
  }
  return true;
}

function holdAll(checks: MemberRules['checks'], value: unknown, instance: object): boolean {
  for (const check of checks) if (!check(value, instance)) return false;
  return true;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
