import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { MalformedFile, type Place } from '../../import-format.js';
import type { AppleEntry, Attributes } from './apple-entry.js';
import { checkDocumentType } from './document-type.js';
import { nameOfFile } from './apple-zip.js';
import { ExportEntries } from './export-entries.js';

const DEEPEST = 50;
/** In characters: of a tag, a text or a document type, all of which are in memory at once. */
const LONGEST_PIECE = 4 * 1024 * 1024;
/** Of a workout, which has one for each type. */
const MOST_STATISTICS = 100;
/** XML has no place for them; Apple writes them nevertheless where a name has one. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL_CHARACTERS = /[\0-\x08\v\f\x0E-\x1F]/g;
/** Entries are children of the root. */
const ENTRY_DEPTH = 2;

/** Finds the entries in the XML of an export. Write text to it; it throws MalformedFile where it cannot be read any further. */
export class ExportParser {
  readonly entries: ExportEntries;
  private readonly parser = new SaxesParser();
  private depth = 0;
  private entry: AppleEntry | null = null;
  /** How many characters were read since the last tag. */
  private silence = 0;
  private isEnding = false;

  constructor(
    userZone: string,
    private readonly where: string,
    private readonly clinicalFiles: ReadonlySet<string>,
  ) {
    this.entries = new ExportEntries(userZone, (line) => this.placeOf(line));
    this.parser.on('error', (error) =>
      this.fail(error.message.replace(/^[\d:]*\s*/, ''), this.isEnding ? 'truncated' : 'malformed_xml'),
    );
    this.parser.on('doctype', (text) => checkDocumentType(text, this.place));
    this.parser.on('opentag', (tag) => this.open(tag));
    this.parser.on('closetag', (tag) => this.close(tag.name));
  }

  write(text: string): void {
    this.silence += text.length;
    this.parser.write(text.replace(CONTROL_CHARACTERS, ' '));
    if (this.silence > LONGEST_PIECE) this.fail('there is no tag for too long', 'piece_too_long');
  }

  end(): void {
    this.isEnding = true;
    this.parser.close();
  }

  get place(): Place {
    return this.placeOf(this.parser.line);
  }

  private placeOf(line: number): Place {
    return `${this.where}line ${line}`;
  }

  private open({ name, attributes }: SaxesTagPlain): void {
    this.silence = 0;
    this.depth += 1;
    if (this.depth === 1 && name !== 'HealthData') this.fail('the root must be HealthData', 'not_apple_health');
    if (this.depth > DEEPEST) this.fail('elements are nested too deeply', 'too_deep');
    if (this.depth > ENTRY_DEPTH) this.openWithin(name, attributes);
    else if (name === 'Record' || name === 'Workout') this.begin(attributes);
    else if (name === 'ClinicalRecord' && !this.clinicalFiles.has(nameOfFile(attributes.resourceFilePath ?? '')))
      this.entries.skip(
        'not_in_the_file',
        'clinical records are files of their own, in the zip that Apple makes',
        this.parser.line,
      );
  }

  private begin(attributes: Attributes): void {
    this.entry = { attributes, line: this.parser.line, isByHand: false, timeZone: undefined, statistics: [] };
  }

  private openWithin(name: string, attributes: Attributes): void {
    if (name === 'Record' || name === 'Workout')
      this.entries.skip('repeated', 'what a correlation consists of is in the file by itself as well', this.parser.line);
    else if (this.entry && this.depth === ENTRY_DEPTH + 1) readChild(this.entry, name, attributes);
  }

  private close(name: string): void {
    this.silence = 0;
    if (this.depth === ENTRY_DEPTH && this.entry) {
      if (name === 'Record') this.entries.record(this.entry);
      else this.entries.workout(this.entry);
      this.entry = null;
    }
    this.depth -= 1;
  }

  private fail(message: string, code: string): never {
    throw new MalformedFile(this.place, message, code);
  }
}

function readChild(entry: AppleEntry, name: string, attributes: Attributes): void {
  if (name === 'WorkoutStatistics' && entry.statistics.length < MOST_STATISTICS) entry.statistics.push(attributes);
  if (name !== 'MetadataEntry') return;
  if (attributes.key === 'HKWasUserEntered') entry.isByHand = attributes.value === '1';
  if (attributes.key === 'HKTimeZone') entry.timeZone = attributes.value;
}
