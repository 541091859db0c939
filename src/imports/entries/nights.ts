import type { CreateSleepSession } from '../../sleep/sleep-session.dto.js';
import type { Source } from '../../health-records/health-record.dto.js';
import type { Place, Reading } from '../import-format.js';
import { noValue, readingOf, rejectionOf, UnreadableEntry } from './entry-reading.js';
import { lengthOf, type StageSpan } from './stages.js';
import { timesOf } from './times.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Joins stretches of sleep, in the order of time, to sessions: up to an hour may lie between two of one session. */
export class Nights {
  private spans: StageSpan[] = [];
  private place: Place = '';

  constructor(private readonly source: Source) {}

  /** Takes the next stretch, and answers the session that is over with it, or why the stretch belongs to none. */
  *add(place: Place, span: StageSpan): Generator<Reading> {
    const [first, last] = [this.spans[0], this.spans.at(-1)];
    if (first && last) {
      const follows = span.startMs >= last.endMs && span.startMs - last.endMs <= HOUR_MS && span.endMs - first.startMs <= DAY_MS;
      if (span.startMs < last.endMs && span.endMs > first.startMs) {
        yield rejectionOf(place, new UnreadableEntry('overlap', 'the stretch overlaps one before it'));
        return;
      }
      if (!follows) yield* this.end();
    }
    if (this.spans.length === 0) this.place = place;
    this.spans.push(span);
  }

  /** Answers the session that is not over yet. */
  *end(): Generator<Reading> {
    const { spans, place } = this;
    if (spans.length === 0) return;
    this.spans = [];
    const span = { startMs: spans[0]!.startMs, endMs: spans.at(-1)!.endMs };
    yield readingOf(
      place,
      () => {
        if (spans.every(({ stage }) => stage === 'awake')) return noValue('the person was awake all the time');
        const length = lengthOf(spans, {});
        if (!length) throw new UnreadableEntry('invalid_value', 'the end must be after the start');
        const draft: CreateSleepSession = {
          ...timesOf(span),
          ...length,
          source: this.source,
          externalId: `sleep/${span.startMs}`,
        };
        return { collection: 'sleep-sessions', draft };
      },
      spans.length,
    );
  }
}
