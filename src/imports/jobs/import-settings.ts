/** Where files of imports wait, how large one may be, unpacked, and for how many days what became of it is known. */
export class ImportSettings {
  folder: string;
  maxBytes: number;
  reportDays: number;
}

export const DEFAULT_IMPORT_SETTINGS: ImportSettings = { folder: './var', maxBytes: 2 ** 31, reportDays: 30 };
