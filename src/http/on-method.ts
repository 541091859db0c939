/** Lets a decorator of a parameter also decorate the method that has the parameter, so that one name both reads and documents it. */
export function onMethod(decorate: MethodDecorator): ParameterDecorator {
  return (prototype, method) => {
    const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(prototype, method);
    if (method !== undefined && descriptor) decorate(prototype, method, descriptor);
  };
}
