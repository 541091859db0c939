/** An element of a FHIR resource, of which nothing is known before it is asked. */
export type Element = Readonly<Record<string, unknown>>;

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an element, or undefined where it is none. */
export const elementOf = (value: unknown): Element | undefined => (isElement(value) ? value : undefined);

/** The elements of a list; what is none is left out. */
export const elementsOf = (value: unknown): Element[] => (Array.isArray(value) ? value.filter(isElement) : []);

/** A text that is not empty, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/**
 * The identity at the end of a reference: `abc` of `Patient/abc`, `https://example.org/Patient/abc/_history/2`, `urn:uuid:abc` and
 * `#abc`, or a business identifier where there is no more than that.
 */
export function referredId(reference: unknown): string | undefined {
  const element = elementOf(reference);
  const text = textOf(element?.reference);
  if (text)
    return text
      .replace(/\/_history\/.*$/, '')
      .replace(/^urn:(uuid|oid):/, '')
      .split(/[/#]/)
      .at(-1);
  return textOf(elementOf(element?.identifier)?.value);
}
