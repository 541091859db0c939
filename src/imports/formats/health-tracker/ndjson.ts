import { SkipCounts } from '../../entries/skip-counts.js';
import { MalformedFile, type ImportFormat, type Place, type Reading, type ReadingContext } from '../../import-format.js';
import { linesOfFile, type Line } from '../../lines-of-file.js';
import { checkVersion, COLLECTIONS, Contents, NO_RECORDS } from './contents.js';
import { readRecord, rejected } from './record.js';

/** One object a line: `{"type":"sleepSession","record":{...}}`, as an export has it, with or without its first line and its last. */
export const HEALTH_TRACKER_NDJSON: ImportFormat = {
  name: 'health-tracker-ndjson',
  mediaTypes: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
  async *read(path: string, context: ReadingContext): AsyncGenerator<Reading> {
    const reader = new ExportLines();
    for await (const lines of linesOfFile(path, context)) {
      for (const line of lines) {
        const reading = reader.take(line);
        if (reading) yield reading;
      }
    }
    yield* reader.end();
  },
};

const LISTS: Readonly<Record<string, string>> = {
  physicalActivity: 'physicalActivities',
  sleepSession: 'sleepSessions',
  bloodTest: 'bloodTests',
  healthScore: 'healthScoreHistory',
};

interface Told {
  type?: unknown;
  record?: unknown;
  version?: unknown;
  counts?: unknown;
}

class ExportLines {
  private readonly skipped = new SkipCounts();
  private readonly contents = new Contents();
  private hasBegun = false;
  private hasEnded = false;
  private cut: MalformedFile | null = null;
  private last = 0;

  take({ number, text, isWhole }: Line): Reading | null {
    const place = `line ${number}`;
    this.last = number;
    if (text !== null && text.trim() === '') return null;
    if (this.hasEnded) throw new MalformedFile(place, 'there is more after the end of the export', 'content_after_end');
    if (text === null) return rejected('not_utf8', 'the line is not UTF-8', place);
    const told = parsed(text);
    if (told) return this.entry(told, place);
    if (isWhole) return rejected('malformed_json', 'the line is no JSON object', place);
    this.cut = new MalformedFile(place, 'the file ends in the middle of a line', 'truncated');
    return null;
  }

  *end(): Generator<Reading> {
    yield* this.skipped.readings();
    if (this.cut) throw this.cut;
    if (this.last === 0) throw new MalformedFile('line 1', 'the file is empty', 'truncated');
    if (this.hasBegun && !this.hasEnded)
      throw new MalformedFile(`line ${this.last}`, 'the last line of the export, its end, is missing', 'truncated');
  }

  private entry({ type, record, version, counts }: Told, place: Place): Reading | null {
    if (type === 'export') {
      checkVersion(version, place);
      this.hasBegun = true;
      return null;
    }
    if (type === 'end') {
      this.contents.check(counts, place);
      this.hasEnded = true;
      return null;
    }
    if (type === 'user') return this.skip(NO_RECORDS.user, place);
    const list = typeof type === 'string' && Object.hasOwn(LISTS, type) ? LISTS[type]! : undefined;
    if (list === undefined)
      return rejected('unknown_type', `the type of a line is one of ${Object.keys(LISTS).join(', ')}`, place);
    this.contents.add(list);
    const collection = COLLECTIONS[list];
    return collection ? readRecord(collection, record, place) : this.skip(NO_RECORDS.healthScoreHistory, place);
  }

  private skip([reason, detail]: readonly [string, string], place: Place): null {
    this.skipped.add(reason, detail, place);
    return null;
  }
}

function parsed(text: string): Told | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
