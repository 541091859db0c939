import { withDecimals } from '../database/decimals.js';
import type { OwnMembers, RecordKind, StoredRecord } from '../health-records/record-kind.js';
import type { AddedDays } from '../population/ahead.js';
import type { DayFact } from '../population/facts.js';
import type { Nearby } from '../population/stored-facts.js';
import { windowOf } from '../scoring/daily-figures.js';
import { clock } from '../time/clock.js';
import { inUtc, parseInstant } from '../time/instant.js';
import { addDays, dateOfUtc } from '../time/local-date.js';
import { splitOverLocalDays, splitTotal } from '../time/local-day-split.js';
import { localDate } from '../time/time-zone.js';
import type { ActivityType } from './activity-types.js';
import { CreatePhysicalActivity } from './physical-activity.dto.js';

/** An activity as it is kept: numbers with the decimals that the table has. */
export interface RecordedActivity extends StoredRecord {
  type: ActivityType;
  startedAt: string;
  endedAt: string;
  steps: number | null;
  distanceMeters: number | null;
  activeEnergyKilocalories: number | null;
  moderateSeconds: number | null;
  vigorousSeconds: number | null;
  averageHeartRateBpm: number | null;
  maxHeartRateBpm: number | null;
}

const hundredths = (value: number | null): number | null => (value === null ? null : Math.round(value * 100));

/** An activity belongs to the local day on which it started. */
function complete(draft: CreatePhysicalActivity, timeZone: string): OwnMembers<RecordedActivity> {
  const startMs = parseInstant(draft.startedAt)!;
  return {
    localDate: localDate(startMs, timeZone),
    type: draft.type,
    startedAt: inUtc(draft.startedAt),
    endedAt: inUtc(draft.endedAt),
    steps: draft.steps ?? null,
    distanceMeters: withDecimals(draft.distanceMeters, 2),
    activeEnergyKilocalories: withDecimals(draft.activeEnergyKilocalories, 2),
    moderateSeconds: draft.moderateSeconds ?? null,
    vigorousSeconds: draft.vigorousSeconds ?? null,
    averageHeartRateBpm: withDecimals(draft.averageHeartRateBpm, 1),
    maxHeartRateBpm: withDecimals(draft.maxHeartRateBpm, 1),
  };
}

function draftOf(record: RecordedActivity): CreatePhysicalActivity {
  const { id: _id, userId: _userId, localDate: _localDate, createdAt: _createdAt, updatedAt: _updatedAt, ...said } = record;
  return said;
}

/** Without a zone of its own an activity is in its user's. What is of days that do not count moves no figure. */
function reads(draft: CreatePhysicalActivity): Nearby | null {
  const days = daysInOwnZone(draft);
  if (days) return days.areCounted ? { from: days.from, to: days.to, hasNights: false } : null;
  const [start, end] = [parseInstant(draft.startedAt)!, parseInstant(draft.endedAt)!];
  return { from: addDays(dateOfUtc(start), -1), to: addDays(dateOfUtc(end), 1), hasNights: false };
}

function addsTo(draft: CreatePhysicalActivity): AddedDays | null {
  const days = daysInOwnZone(draft);
  if (!days) return null;
  const { from, to, areCounted } = days;
  return areCounted && from !== to ? null : { from, to, isCounted: areCounted };
}

/** Its local dates, and whether one of them counts in the figures of who lives there; null without a zone of its own. */
function daysInOwnZone({ startedAt, endedAt, timeZone }: CreatePhysicalActivity) {
  if (timeZone === undefined) return null;
  const [from, to] = [localDate(parseInstant(startedAt)!, timeZone), localDate(parseInstant(endedAt)!, timeZone)];
  const window = windowOf(localDate(clock.now(), timeZone));
  return { from, to, areCounted: from <= window.to && window.from <= to };
}

/** What an activity adds to its day when there is only one. */
const wholeOf = (record: RecordedActivity, date: string): DayFact => ({
  localDate: date,
  steps: record.steps,
  moderateSeconds: record.moderateSeconds,
  vigorousSeconds: record.vigorousSeconds,
  distanceCentimeters: hundredths(record.distanceMeters),
  energyCentikilocalories: hundredths(record.activeEnergyKilocalories),
});

/** The totals of an activity that crosses local midnight are split over its days in proportion to time. */
function daysOf(record: RecordedActivity): DayFact[] {
  const cuts = splitOverLocalDays(parseInstant(record.startedAt)!, parseInstant(record.endedAt)!, record.timeZone);
  if (cuts.length === 1) return [wholeOf(record, cuts[0]!.localDate)];
  const elapsed = cuts.map(({ elapsedMs }) => elapsedMs);
  const split = (total: number | null): (number | null)[] => (total === null ? cuts.map(() => null) : splitTotal(total, elapsed));
  const steps = split(record.steps);
  const moderate = split(record.moderateSeconds);
  const vigorous = split(record.vigorousSeconds);
  const distance = split(hundredths(record.distanceMeters));
  const energy = split(hundredths(record.activeEnergyKilocalories));
  return cuts.map((cut, day) => ({
    localDate: cut.localDate,
    steps: steps[day]!,
    moderateSeconds: moderate[day]!,
    vigorousSeconds: vigorous[day]!,
    distanceCentimeters: distance[day]!,
    energyCentikilocalories: energy[day]!,
  }));
}

export const PHYSICAL_ACTIVITY: RecordKind<CreatePhysicalActivity, RecordedActivity> = {
  noun: 'physical activity',
  path: 'physical-activities',
  draft: CreatePhysicalActivity,
  instant: 'startedAt',
  reads,
  addsTo,
  complete,
  draftOf,
  factsOf: (record) => ({ source: record.source, days: daysOf(record), nights: [], results: [] }),
};
