import { chunksOfFile } from '../../chunks-of-file.js';
import { type ImportFormat, MalformedFile, type Reading, type ReadingContext } from '../../import-format.js';

async function* read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
  let rest = '';
  let line = 0;
  let ended = false;
  for await (const chunk of chunksOfFile(path, context)) {
    rest += chunk.toString();
    const lines = rest.split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      line += 1;
      const place = `line ${line}`;
      let value: any;
      try {
        value = JSON.parse(text);
      } catch {
        yield { outcome: 'rejected', entries: 1, place, code: 'malformed_json', detail: 'This is not JSON.' };
        continue;
      }
      if (value.type === 'end') ended = true;
      else if (value.type === 'other')
        yield { outcome: 'skipped', entries: 1, place, reason: 'not_supported', detail: 'Others are not supported.' };
      else {
        const { collection, draft } = value;
        yield { outcome: 'record', entries: 1, place, collection, draft };
      }
    }
  }
  if (!ended) throw new MalformedFile(`line ${line + 1}`, 'The end is missing.', 'truncated');
}

export const LINES: ImportFormat = { name: 'lines', mediaTypes: ['application/x-lines'], read };
