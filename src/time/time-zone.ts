import { dateOfUtc } from './local-date.js';
import { zoneLinks } from './time-zone-links.js';

const DAY = 86_400_000;
const YEAR_10000 = Date.UTC(10_000, 0, 1);
/** No zone has ever set its clocks twice within four days: those that say the same at both ends of two days say so all through them. */
const SPAN = 2 * DAY;
const MOST_SPANS = 1_000;

const knownNames = new Set([...Intl.supportedValuesOf('timeZone'), ...zoneLinks]);
// Making a formatter costs a hundred times what using one does; there are at most as many as there are zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether the text is the name of a zone in the IANA time zone database, links such as `US/Pacific` included, spelled exactly so. */
export function isTimeZone(name: string): boolean {
  if (!knownNames.has(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false; // a name younger than this runtime's copy of the database
  }
}

/** The calendar date, YYYY-MM-DD, on the wall of a zone at an instant in milliseconds since 1970. Throws a RangeError for an unknown zone. */
export function localDate(epochMs: number, zone: string): string {
  const clock = epochMs + offsetAt(epochMs, zone);
  if (clock < YEAR_10000) return dateOfUtc(clock);
  const text = formatterOf(zone).format(epochMs);
  return `${text.slice(6, -10)}-${text.slice(0, 2)}-${text.slice(3, 5)}`;
}

/** By how many milliseconds the clocks of a zone are ahead of UTC at an instant. Throws a RangeError for an unknown zone. */
export function offsetAt(epochMs: number, zone: string): number {
  let known = offsets.get(zone);
  if (!known) offsets.set(zone, (known = new KnownOffsets(formatterOf(zone))));
  return known.at(epochMs);
}

/** What a formatter has said of its zone. Asking it takes twenty times as long, and the times of an import lie close together. */
class KnownOffsets {
  private readonly atStarts = new Map<number, number>();
  private span = NaN;
  /** All through the span; NaN where clocks are set in it. */
  private steady = NaN;

  constructor(private readonly formatter: Intl.DateTimeFormat) {}

  at(epochMs: number): number {
    const span = Math.floor(epochMs / SPAN);
    if (span !== this.span) {
      const [start, end] = [this.atStart(span), this.atStart(span + 1)];
      this.steady = start === end ? start : NaN;
      this.span = span;
    }
    return Number.isNaN(this.steady) ? written(epochMs, this.formatter) : this.steady;
  }

  private atStart(span: number): number {
    let offset = this.atStarts.get(span);
    if (offset === undefined) {
      if (this.atStarts.size >= MOST_SPANS) this.atStarts.clear();
      this.atStarts.set(span, (offset = written(span * SPAN, this.formatter)));
    }
    return offset;
  }
}

const offsets = new Map<string, KnownOffsets>();

/** The offset by what a formatter writes. */
function written(epochMs: number, formatter: Intl.DateTimeFormat): number {
  const text = formatter.format(epochMs);
  const number = (from: number, to?: number): number => Number(text.slice(from, to));
  const clock = Date.UTC(number(6, -10), number(0, 2) - 1, number(3, 5), number(-8, -6), number(-5, -3), number(-2));
  return clock - Math.floor(epochMs / 1000) * 1000;
}

/** Writes `MM/DD/YYYY, hh:mm:ss`, every field but the year of a fixed width. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
