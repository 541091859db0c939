import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import type { SleepStageName } from '../../../sleep/sleep-stages.js';
import { readingOf, UnreadableEntry } from '../../entries/entry-reading.js';
import { shortId } from '../../entries/short-text.js';
import { lengthOf, type StageSpan } from '../../entries/stages.js';
import { instantsOf, timesOf } from '../../entries/times.js';
import type { Place, Reading } from '../../import-format.js';
import type { CsvRow } from './csv-rows.js';
import { localTimeIn, textIn } from './fitabase-row.js';
import { FITABASE } from './fitabase-tables.js';

/** Asleep, restless and awake, as in the classic logs of Fitbit: only the first is sleep. */
const VALUES: ReadonlyMap<string | undefined, SleepStageName> = new Map([
  ['1', 'unknown'],
  ['2', 'awake'],
  ['3', 'awake'],
]);
const MINUTE_MS = 60_000;
const MOST_MINUTES = 24 * 60;

export const isMinuteSleep = (columns: ReadonlySet<string>): boolean =>
  ['date', 'value', 'logid'].every((column) => columns.has(column));

/** Joins minutes of sleep to the logs that they are of; the rows of one log stand together. */
export class FitabaseSleep {
  private log: { id: string; place: Place; spans: StageSpan[] } | null = null;

  constructor(private readonly timeZone: string) {}

  *add(row: CsvRow): Generator<Reading> {
    const id = textIn(row, 'logid');
    const stage = VALUES.get(textIn(row, 'value'));
    if (id === undefined) throw new UnreadableEntry('missing_value', 'logid is missing');
    if (!stage) throw new UnreadableEntry('unknown_level', 'value must be 1, 2 or 3');
    const { date, time } = localTimeIn(row, 'date');
    const lastMs = this.log?.id === id ? this.log.spans.at(-1)!.endMs : -Infinity;
    const instants = instantsOf(`${date}T${time}`, this.timeZone, 'date');
    const startMs = instants.find((instant) => instant >= lastMs) ?? instants.at(-1)!;
    if (this.log?.id !== id) {
      yield* this.end();
      this.log = { id, place: row.place, spans: [] };
    } else if (startMs < lastMs) {
      yield readingOf(row.place, () => ({ reason: 'duplicate', detail: 'another row is of the same minute' }));
      return;
    }
    if (this.log.spans.length >= MOST_MINUTES) throw new UnreadableEntry('too_long', 'a log of sleep lasts a day at most');
    this.log.spans.push({ stage, startMs, endMs: startMs + MINUTE_MS });
  }

  *end(): Generator<Reading> {
    const { log } = this;
    if (!log) return;
    this.log = null;
    const { id, place, spans } = log;
    yield readingOf(
      place,
      () => {
        const draft: CreateSleepSession = {
          ...timesOf({ startMs: spans[0]!.startMs, endMs: spans.at(-1)!.endMs }),
          ...lengthOf(spans, {}),
          source: FITABASE.minutes,
          externalId: shortId(`sleep/${id}`),
        };
        return { collection: 'sleep-sessions', draft };
      },
      spans.length,
    );
  }
}
