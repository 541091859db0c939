import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { formatInstant } from '../../../time/instant.js';
import { MalformedFile, type Reading } from '../../import-format.js';
import { intervalOf, record, rejected, type AppleEntry, type PlaceOfLine } from './apple-entry.js';
import { modelOf, type AppleSource } from './apple-sources.js';
import { offsetMinutesOf } from './apple-time.js';
import type { AppleZones } from './apple-zones.js';
import { mainSleeps, sessionsOf, sleepOf, timesOf, type Sleep } from './sleep-nights.js';
import { SLEEP_STATES, type SleepSample } from './sleep-stages.js';

export const SLEEP_ANALYSIS = 'HKCategoryTypeIdentifierSleepAnalysis';

const DAY_MS = 86_400_000;
const MOST_SAMPLES = 1_000_000;

interface KeptSample extends SleepSample {
  readonly line: number;
  /** At its end. */
  readonly timeZone: string;
}

interface SourceOfSleep {
  readonly device: string | undefined;
  readonly samples: KeptSample[];
}

/** Keeps the samples of sleep of an export, and makes sessions of them, source by source. */
export class SleepSamples {
  private readonly bySource = new Map<AppleSource, SourceOfSleep>();
  private count = 0;

  constructor(
    private readonly zones: AppleZones,
    private readonly place: PlaceOfLine,
  ) {}

  /** Keeps a sample, or says why it is none. */
  add(source: AppleSource, entry: AppleEntry): Reading | null {
    const { attributes, line } = entry;
    const interval = intervalOf(entry);
    if (typeof interval === 'string') return rejected(interval, this.place(line));
    if (interval.endMs - interval.startMs > DAY_MS) return rejected('too_long', this.place(line));
    const state = SLEEP_STATES.get(attributes.value ?? '');
    if (!state) return rejected('unknown_sleep_state', this.place(line));
    if ((this.count += 1) > MOST_SAMPLES)
      throw new MalformedFile(this.place(line), `there are more than ${MOST_SAMPLES} samples of sleep`, 'too_many_samples');
    const known = this.bySource.get(source) ?? { device: modelOf(attributes.device), samples: [] };
    if (known.samples.length === 0) this.bySource.set(source, known);
    const timeZone = this.zones.zoneOf(interval.endMs, offsetMinutesOf(attributes.endDate!), entry.timeZone);
    known.samples.push({ ...interval, state, line, timeZone });
    return null;
  }

  *readings(): Generator<Reading> {
    for (const [source, { device, samples }] of this.bySource) yield* this.readingsOf(source, device, samples);
    this.bySource.clear();
  }

  private *readingsOf(source: AppleSource, device: string | undefined, samples: readonly KeptSample[]): Generator<Reading> {
    const slept: (Sleep & { timeZone: string; entries: number; line: number })[] = [];
    for (const session of sessionsOf(samples)) {
      const sleep = sleepOf(session);
      const line = session.reduce((least, sample) => Math.min(least, sample.line), Infinity);
      if (sleep) slept.push({ ...sleep, timeZone: zoneOfWaking(session), entries: session.length, line });
      else yield { outcome: 'skipped', entries: session.length, place: this.place(line), ...NO_SLEEP };
    }
    const main = mainSleeps(slept);
    for (const sleep of slept) {
      const draft: CreateSleepSession = {
        ...timesOf(sleep),
        isMainSleep: main.has(sleep),
        ...sleep.length,
        timeZone: sleep.timeZone,
        source: source.asSource(device),
        externalId: `sleep:${formatInstant(sleep.startMs)}${source.suffix}`,
      };
      yield record('sleep-sessions', draft, this.place(sleep.line), sleep.entries);
    }
  }
}

function zoneOfWaking(session: readonly KeptSample[]): string {
  return session.reduce((latest, sample) => (sample.endMs >= latest.endMs ? sample : latest)).timeZone;
}

const NO_SLEEP = { reason: 'no_time_asleep', detail: 'time in bed or awake, without any sleep, is no sleep session' };
