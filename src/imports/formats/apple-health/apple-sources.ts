import { createHash } from 'node:crypto';
import type { Source } from '../../../health-records/health-record.dto.js';
import type { SourceKind } from '../../../population/facts.js';
import { detached } from '../../entries/detached.js';
import { MalformedFile, type Place } from '../../import-format.js';

const LONGEST_NAME = 100;
const MOST_SOURCES = 2000;
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
const UNNAMED = 'Apple Health';

/** Who wrote entries of an export. */
export class AppleSource {
  private kind: SourceKind | null;

  constructor(
    readonly name: string,
    private readonly isByHand: boolean,
  ) {
    this.kind = isByHand ? 'manual' : kindOfName(name);
  }

  /** Entries tell by which device they were made; the first one that is a watch or a telephone tells the kind of the source. */
  noteDevice(device: string | undefined): void {
    if (this.kind !== null || device === undefined) return;
    if (device.includes('hardware:Watch')) this.kind = 'watch';
    else if (device.includes('hardware:iP')) this.kind = 'phone';
  }

  /** Ends identifiers, so that what a person entered and what an application recorded under one name are told apart. */
  get suffix(): string {
    return this.isByHand ? ':by-hand' : '';
  }

  asSource(device: string | undefined): Source {
    return { name: this.name, kind: this.kind ?? 'other', ...(device && { device }) };
  }

  /**
   * The source of what is no whole day: a workout's distance and energy are in the totals of the day as well. It has a name of its
   * own, so that they are never added, and a kind that counts only where no watch and no telephone has a total.
   */
  asSourceOfWorkouts(device: string | undefined): Source {
    return { name: shortened(`${this.name} workouts`), kind: 'other', ...(device && { device }) };
  }
}

/** All sources of an export, by name. */
export class AppleSources {
  /** By the names as they are written, and by the ones that people read. */
  private readonly byWriting = new Map<string, AppleSource>();
  private readonly byName = new Map<string, AppleSource>();

  find(sourceName: string | undefined, isByHand: boolean, place: Place): AppleSource {
    const writing = isByHand ? `${sourceName} by hand` : (sourceName ?? '');
    const known = this.byWriting.get(writing);
    if (known) return known;
    if (this.byWriting.size >= MOST_SOURCES)
      throw new MalformedFile(place, `there are more than ${MOST_SOURCES} sources`, 'too_many_sources');
    const source = this.named(readable(sourceName), isByHand);
    this.byWriting.set(detached(writing), source);
    return source;
  }

  private named(name: string, isByHand: boolean): AppleSource {
    const key = isByHand ? `${name} by hand` : name;
    const source = this.byName.get(key) ?? new AppleSource(name, isByHand);
    this.byName.set(key, source);
    return source;
  }
}

/** Apple writes some blanks so that lines do not break at them: no part of a name that people would type. */
const readable = (sourceName = ''): string => detached(shortened(sourceName.replaceAll(/\s+/g, ' ').trim() || UNNAMED));

/** Names that differ only after the longest possible name stay different. */
function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, LONGEST_NAME - 10).replace(HALF_CHARACTER, '')} ${digest}`;
}

function kindOfName(name: string): SourceKind | null {
  if (/\bwatch/i.test(name)) return 'watch';
  if (/\b(iphone|ipad|ipod)/i.test(name)) return 'phone';
  return /\b(oura|ring)\b/i.test(name) ? 'ring' : null;
}

/** `<<HKDevice: 0x2838>, name:Apple Watch, ..., hardware:Watch6,2, software:8.3>` has the model as its hardware. */
const MODEL = /\b(?:hardware|model):\s*([^>]{1,100}?)(?:, [a-zA-Z]+:|>|$)/;

/** The model of the device that an entry names. */
export function modelOf(device: string | undefined): string | undefined {
  const hardware = device === undefined ? undefined : MODEL.exec(device.slice(Math.max(0, device.indexOf('hardware:'))))?.[1];
  return hardware ? detached(hardware.trim()) || undefined : undefined;
}
