import type { UserData } from './user-data.js';

/** How an export is written. Its end can be told from a place where it was broken off. */
export interface ExportFormat {
  /** As `?format=` names it. */
  name: string;
  mediaType: string;
  /** Of the file's name. */
  extension: string;
  write(data: UserData): AsyncIterable<string | Uint8Array>;
}
