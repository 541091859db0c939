import { ValidateBy } from 'class-validator';
import type { TrustedSource } from './source-order.dto.js';

const rule = (name: string, detail: string, holds: (order: readonly TrustedSource[]) => boolean): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: (value: unknown) => holds(entriesOf(value)), defaultMessage: () => detail } });

/** Every entry says which sources it means. */
export const NamesSources = (): PropertyDecorator =>
  rule('names_nothing', 'each entry must have a name, a kind or both', (order) =>
    order.every(({ name, kind }) => name !== undefined || kind !== undefined),
  );

/** No two entries are the same. */
export const NamesEachOnce = (): PropertyDecorator =>
  rule('not_unique', 'no two entries must be the same', (order) => {
    const keys = order.map(({ name, kind }) => JSON.stringify([name ?? null, kind ?? null]));
    return new Set(keys).size === keys.length;
  });

/** Those entries that can be judged: other checks say what is wrong with the rest. */
const entriesOf = (order: unknown): TrustedSource[] =>
  Array.isArray(order) ? order.filter((one): one is TrustedSource => typeof one === 'object' && one !== null) : [];
