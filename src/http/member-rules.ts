import type { Type } from '@nestjs/common';
import { TransformationType } from 'class-transformer';
import { defaultMetadataStorage as transformations } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, type ValidatorConstraintInterface, ValidationTypes } from 'class-validator';

type Check = (value: unknown, object: object) => boolean;

/** What the decorators of a DTO demand of one member. */
export interface MemberRules {
  name: string;
  /** Where one of them does not hold, nothing is demanded. */
  conditions: readonly Check[];
  checks: readonly Check[];
  /** The class of the object, or of each object in the list, that the member is; null where it is neither. */
  nested: Type | null;
  transformations: readonly ((value: unknown, object: object) => unknown)[];
}

/** What they demand of all members. */
export interface Rules {
  all: readonly MemberRules[];
  byName: ReadonlyMap<string, MemberRules>;
}

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const known = new Map<Type, Rules | null>();

/** The rules of a DTO's members, worked out once; null where its decorators demand what is not understood here. */
export function memberRulesOf(dto: Type): Rules | null {
  let rules = known.get(dto);
  if (rules === undefined) known.set(dto, (rules = workedOut(dto)));
  return rules;
}

function workedOut(dto: Type): Rules | null {
  if (transformations.getStrategy(dto) !== 'none') return null;
  const ofMembers = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false)) {
    ofMembers.set(rule.propertyName, [...(ofMembers.get(rule.propertyName) ?? []), rule]);
  }
  const members = new Map<string, MemberRules>();
  for (const [name, rules] of ofMembers) {
    const member = memberOf(dto, name, rules);
    if (!member) return null;
    members.set(name, member);
  }
  return members.size > 0 ? { all: [...members.values()], byName: members } : null;
}

function memberOf(dto: Type, name: string, rules: readonly Rule[]): MemberRules | null {
  const of = (type: string): Rule[] => rules.filter((rule) => rule.type === type);
  const [conditions, customs, nestings] = [
    of(ValidationTypes.CONDITIONAL_VALIDATION),
    of(ValidationTypes.CUSTOM_VALIDATION),
    of(ValidationTypes.NESTED_VALIDATION),
  ];
  const isUnderstood = conditions.length + customs.length + nestings.length === rules.length;
  const type = transformations.findTypeMetadata(dto, name);
  const isNested = nestings.length > 0;
  if (!isUnderstood || isNested !== (type !== undefined) || customs.some(isAsynchronous)) return null;
  return {
    name,
    conditions: conditions.map(
      ({ constraints }): Check =>
        (value, object) =>
          Boolean(constraints[0](object, value)),
    ),
    checks: customs.flatMap(checksOf),
    nested: isNested ? (type.typeFunction() as Type) : null,
    transformations: transformations.findTransformMetadatas(dto, name, TransformationType.PLAIN_TO_CLASS).map(
      ({ transformFn, options }) =>
        (value, obj): unknown =>
          transformFn({ value, key: name, obj, type: TransformationType.PLAIN_TO_CLASS, options }),
    ),
  };
}

const constraintsOf = ({ constraintCls }: Rule) => getMetadataStorage().getTargetValidatorConstraints(constraintCls);
const isAsynchronous = (rule: Rule): boolean => constraintsOf(rule).some(({ async }) => async);

function checksOf(rule: Rule): Check[] {
  return constraintsOf(rule).map(({ instance }) => {
    const check = checkOf(rule, instance);
    const { validateIf } = rule;
    return validateIf ? (value, object) => !validateIf(object, value) || check(value, object) : check;
  });
}

function checkOf({ propertyName: property, constraints, each }: Rule, validator: ValidatorConstraintInterface): Check {
  // One for all calls, none of which outlives it: a batch has tens of thousands of them.
  const given = {
    property,
    object: {},
    value: undefined as unknown,
    constraints,
    get targetName(): string {
      return this.object.constructor.name;
    },
  };
  const holds = (value: unknown): boolean => validator.validate(value, given) === true;
  return (value, object) => {
    given.object = object;
    given.value = value;
    return each && Array.isArray(value) ? value.every(holds) : holds(value);
  };
}
