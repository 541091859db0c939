import { elementOf, elementsOf, textOf, type Element } from './fhir-value.js';

const LOINC_SYSTEMS: readonly unknown[] = ['http://loinc.org', 'https://loinc.org', 'urn:oid:2.16.840.1.113883.6.1'];
const LOINC_CODE = /^\d{1,7}-\d$/;

/** The LOINC codes of a CodeableConcept, which may have one for each way to say it. */
export function loincCodesOf(concept: unknown): string[] {
  return elementsOf(elementOf(concept)?.coding)
    .filter(({ system }) => LOINC_SYSTEMS.includes(system))
    .map(({ code }) => textOf(code)?.trim())
    .filter((code) => code !== undefined);
}

/** What a concept is called where its meaning is not known here: the first code, else nothing but that it has none. */
export function nameOfConcept(concept: unknown): string {
  const [loinc] = loincCodesOf(concept);
  if (loinc && LOINC_CODE.test(loinc)) return `LOINC ${loinc}`;
  const coding = elementsOf(elementOf(concept)?.coding).find(({ code }) => textOf(code));
  return coding ? `${textOf(coding.system) ?? 'no system'} ${textOf(coding.code)!}` : 'no code';
}

/** Whether a resource belongs to a category such as `laboratory`; the system is not asked, older servers have their own. */
export function isOfCategory({ category }: Element, ...codes: readonly string[]): boolean {
  const concepts = [...elementsOf(category), elementOf(category)];
  return concepts.some((concept) => elementsOf(concept?.coding).some(({ code }) => codes.includes(textOf(code) ?? '')));
}
