import { MalformedFile, type Place } from '../../import-format.js';

/**
 * Lets pass what Apple writes: elements and attributes, declared in the file itself. Nothing in it is ever resolved; entities and
 * references to other files have no place in an export, so what has them is refused.
 * @throws MalformedFile `unsafe_document_type`
 */
export function checkDocumentType(text: string, place: Place): void {
  const [name = ''] = text.split('[', 1);
  if (/^\s*\S+\s*$/.test(name) && !/<!(ENTITY|NOTATION)/i.test(text)) return;
  throw new MalformedFile(
    place,
    'the document type may only declare elements and attributes: no entities, and nothing outside of the file',
    'unsafe_document_type',
  );
}
