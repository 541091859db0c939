import type { ExportFormat } from '../export-format.js';
import { EXPORT_NAME, EXPORT_VERSION, noCounts, SECTIONS, type UserData } from '../user-data.js';

/** One object. Its last member counts what it has, and without its closing brace it is no JSON. */
export const JSON_EXPORT: ExportFormat = {
  name: 'json',
  mediaType: 'application/json; charset=utf-8',
  extension: 'json',
  write,
};

async function* write(data: UserData): AsyncGenerator<string> {
  const counts = noCounts();
  yield `{"export":"${EXPORT_NAME}","version":${EXPORT_VERSION},"exportedAt":"${data.exportedAt}",\n"user":${data.user}`;
  for (const section of SECTIONS) {
    yield `,\n"${section}":[`;
    for await (const entry of data.entries(section)) yield `${counts[section]++ === 0 ? '' : ','}\n${entry}`;
    yield ']';
  }
  yield `,\n"end":{"counts":${JSON.stringify(counts)}}}\n`;
}
