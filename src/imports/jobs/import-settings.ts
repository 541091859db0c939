/** Where files of imports wait, and how large one may be, unpacked. */
export class ImportSettings {
  folder: string;
  maxBytes: number;
}

export const DEFAULT_IMPORT_SETTINGS: ImportSettings = { folder: './var', maxBytes: 2 ** 31 };
