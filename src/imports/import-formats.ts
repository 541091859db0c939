import { TEMPORARY } from './formats/temporary.js';
import type { ImportFormat } from './import-format.js';

/** The formats that an import can have; a further one is a line here, a rule in `guess-format.ts` and a row in `docs/imports.md`. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [TEMPORARY];

/** The format of that name; undefined where there is none. */
export const formatNamed = (name: string): ImportFormat | undefined => IMPORT_FORMATS.find((format) => format.name === name);

/** The format that a media type means; undefined where it means none, or any. */
export const formatOfType = (mediaType: string): ImportFormat | undefined =>
  IMPORT_FORMATS.find(({ mediaTypes }) => mediaTypes.includes(mediaType));
