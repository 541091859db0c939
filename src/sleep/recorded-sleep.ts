import { withDecimals } from '../database/decimals.js';
import type { OwnMembers, RecordKind, StoredRecord } from '../health-records/record-kind.js';
import type { RecordFacts } from '../population/facts.js';
import type { Nearby } from '../population/stored-facts.js';
import { inUtc, parseInstant } from '../time/instant.js';
import { addDays, dateOfUtc } from '../time/local-date.js';
import { localDate } from '../time/time-zone.js';
import { CreateSleepSession } from './sleep-session.dto.js';
import type { Stage } from './sleep-stages.js';
import { totalsOf, type SleepTotals } from './sleep-totals.js';

/** A sleep session as it is kept. */
export interface RecordedSleep extends StoredRecord, SleepTotals {
  startedAt: string;
  endedAt: string;
  isMainSleep: boolean;
  totalSleepSeconds: number;
  efficiencyPercent: number;
  stages: Stage[] | null;
}

/** Sleep belongs to the local day of waking. */
function complete(draft: CreateSleepSession, timeZone: string): OwnMembers<RecordedSleep> {
  const [startedAt, endedAt] = [inUtc(draft.startedAt), inUtc(draft.endedAt)];
  const totals = totalsOf(draft);
  const totalSleepSeconds = totals.totalSleepSeconds!;
  const inBedSeconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return {
    ...totals,
    totalSleepSeconds,
    localDate: localDate(Date.parse(endedAt), timeZone),
    startedAt,
    endedAt,
    isMainSleep: draft.isMainSleep ?? true,
    efficiencyPercent: withDecimals((100 * totalSleepSeconds) / inBedSeconds, 1)!,
    stages:
      draft.stages
        ?.map((stage) => ({ stage: stage.stage, startedAt: inUtc(stage.startedAt), endedAt: inUtc(stage.endedAt) }))
        .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt)) ?? null,
  };
}

/** Sessions of one night are united, so the others of it have to be known. */
function reads({ endedAt, timeZone }: CreateSleepSession): Nearby {
  const end = parseInstant(endedAt)!;
  if (timeZone === undefined) return { from: addDays(dateOfUtc(end), -1), to: addDays(dateOfUtc(end), 1), hasNights: true };
  const date = localDate(end, timeZone);
  return { from: date, to: date, hasNights: true };
}

const TOTALS = [
  'totalSleepSeconds',
  'awakeSeconds',
  'lightSleepSeconds',
  'deepSleepSeconds',
  'remSleepSeconds',
] as const satisfies readonly (keyof SleepTotals)[];

/** Whether a patch takes the stages away and says nothing of the totals, which stay then. */
const leavesTotals = (patch: object): boolean =>
  'stages' in patch && patch.stages === null && !TOTALS.some((name) => name in patch);

/** Where there are stages, the totals follow from them and were not said. */
function draftOf(record: RecordedSleep, patch: object = {}): CreateSleepSession {
  const { source, externalId, timeZone, startedAt, endedAt, isMainSleep, stages } = record;
  const { totalSleepSeconds, awakeSeconds, lightSleepSeconds, deepSleepSeconds, remSleepSeconds } = record;
  const length =
    stages && !leavesTotals(patch)
      ? { stages }
      : { totalSleepSeconds, awakeSeconds, lightSleepSeconds, deepSleepSeconds, remSleepSeconds };
  return { source, externalId, timeZone, startedAt, endedAt, isMainSleep, ...length };
}

function factsOf(record: RecordedSleep): RecordFacts {
  const { id, localDate: date, startedAt, endedAt, totalSleepSeconds, stages } = record;
  const night = {
    id,
    localDate: date,
    startMs: Date.parse(startedAt),
    endMs: Date.parse(endedAt),
    totalSleepSeconds,
    stages: stages?.map((stage) => ({
      stage: stage.stage,
      startMs: Date.parse(stage.startedAt),
      endMs: Date.parse(stage.endedAt),
    })),
  };
  return { source: record.source, days: [], nights: [night], results: [] };
}

export const SLEEP_SESSION: RecordKind<CreateSleepSession, RecordedSleep> = {
  noun: 'sleep session',
  path: 'sleep-sessions',
  draft: CreateSleepSession,
  instant: 'startedAt',
  reads,
  complete,
  draftOf,
  factsOf,
};
