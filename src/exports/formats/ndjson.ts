import type { ExportFormat } from '../export-format.js';
import { EXPORT_NAME, EXPORT_VERSION, noCounts, SECTIONS, type Section, type UserData } from '../user-data.js';

/** One object a line; the last line counts them. */
export const NDJSON_EXPORT: ExportFormat = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson',
  extension: 'ndjson',
  write,
};

const TYPES: Readonly<Record<Section, string>> = {
  physicalActivities: 'physicalActivity',
  sleepSessions: 'sleepSession',
  bloodTests: 'bloodTest',
  healthScoreHistory: 'healthScore',
};

async function* write(data: UserData): AsyncGenerator<string> {
  const counts = noCounts();
  yield `{"type":"export","export":"${EXPORT_NAME}","version":${EXPORT_VERSION},"exportedAt":"${data.exportedAt}"}\n`;
  yield `{"type":"user","record":${data.user}}\n`;
  for (const section of SECTIONS) {
    for await (const entry of data.entries(section)) {
      counts[section] += 1;
      yield `{"type":"${TYPES[section]}","record":${entry}}\n`;
    }
  }
  yield `{"type":"end","counts":${JSON.stringify(counts)}}\n`;
}
