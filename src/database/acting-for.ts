import { actingForAccess, actingForEverybody } from './acting.js';

type Method = (this: object, ...parameters: never[]) => unknown;

const wrapping = (actingFor: <T>(work: () => T) => T) => (): MethodDecorator => (_prototype, _name, descriptor) => {
  const method = descriptor.value as Method;
  const wrapped: Method = function (...parameters) {
    return actingFor(() => method.apply(this, parameters));
  };
  descriptor.value = wrapped as typeof descriptor.value;
};

/** Lets a method of a service read everybody's rows, and write what follows from them. */
export const ForEverybody = wrapping(actingForEverybody);

/** Lets a method of a service work on keys, and on the log of who did what. */
export const ForAccess = wrapping(actingForAccess);
