import { chunksOfFile } from '../chunks-of-file.js';
import { type ImportFormat, MalformedFile, type Reading, type ReadingContext } from '../import-format.js';
const C: Record<string, 'physical-activities' | 'sleep-sessions' | 'blood-tests'> = {
  physicalActivity: 'physical-activities',
  sleepSession: 'sleep-sessions',
  bloodTest: 'blood-tests',
};
async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  let rest = '';
  let line = 0;
  let begun = false;
  let ended = false;
  let skips = 0;
  let first = 0;
  for await (const chunk of chunksOfFile(path, context)) {
    rest += chunk.toString();
    const lines = rest.split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      line += 1;
      const place = `line ${line}`;
      let value: { type: string; record: object };
      try {
        value = JSON.parse(text) as never;
      } catch {
        yield { outcome: 'rejected', entries: 1, place, code: 'malformed_json', detail: 'This is not JSON.' };
        continue;
      }
      if (value.type === 'export') begun = true;
      else if (value.type === 'end') ended = true;
      else if (C[value.type]) yield { outcome: 'record', entries: 1, place, collection: C[value.type]!, draft: value.record };
      else {
        first ||= line;
        skips += 1;
      }
    }
  }
  if (skips)
    yield {
      outcome: 'skipped',
      entries: skips,
      place: `line ${first}`,
      reason: 'not_importable',
      detail: 'past scores, which were made by the population of their day',
    };
  if (rest) throw new MalformedFile(`line ${line + 1}`, 'the file ends in the middle of a line', 'truncated');
  if (begun && !ended) throw new MalformedFile(`line ${line}`, 'The end is missing.', 'truncated');
}
export const TEMPORARY: ImportFormat = { name: 'health-tracker-ndjson', mediaTypes: ['application/x-ndjson'], read };
