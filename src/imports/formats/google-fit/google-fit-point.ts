import type { Source } from '../../../health-records/health-record.dto.js';
import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import type { SleepStageName } from '../../../sleep/sleep-stages.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import { notSupported, noValue, UnreadableEntry, type Said } from '../../entries/entry-reading.js';
import { listOf, needed, numberOf, objectOf, textOf } from '../../entries/members.js';
import { kilocalories, meters } from '../../entries/quantities.js';
import { cutTo, shortId } from '../../entries/short-text.js';
import { timesOf, type Span } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { ACTIVITY_NAMES, NO_ACTIVITIES, SLEEP_ACTIVITIES, SLEEP_SEGMENTS } from './google-fit-activities.js';

/** A point of a data set, whose type is `com.google.` and a name. */
export interface FitPoint extends Span {
  type: string;
  value: number | undefined;
  origin: string;
  /** Type, times and origin: what makes a point the same one when it is read again. */
  externalId: string;
}

/** The data of Google Takeout have the values of a point in `fitValue`, each in a `value` of its own. */
export function fitPointOf(entry: JsonObject): FitPoint {
  const type = needed(textOf(entry, 'dataTypeName'), 'dataTypeName').replace('com.google.', '');
  const [start, end] = ['startTimeNanos', 'endTimeNanos'].map((name) => nanosOf(entry, name)) as [bigint, bigint];
  const origin = textOf(entry, 'originDataSourceId') ?? '';
  const first = listOf(entry, 'value')?.[0] ?? firstOfTakeout(entry);
  return {
    type,
    startMs: Number(start / 1_000_000n),
    endMs: Number(end / 1_000_000n),
    value: first && (numberOf(first, 'intVal') ?? numberOf(first, 'fpVal')),
    origin,
    externalId: shortId(`${type}/${start}-${end}/${origin}`),
  };
}

function firstOfTakeout(entry: JsonObject): JsonObject | undefined {
  const first = listOf(entry, 'fitValue')?.[0];
  return first && objectOf(first, 'value');
}

/** Nanoseconds since 1970, as text since they are longer than a number is exact. */
function nanosOf(entry: JsonObject, name: string): bigint {
  const value = needed(entry[name] ?? undefined, name);
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' ? Number.isSafeInteger(value) : typeof value === 'string' && /^\d{1,19}$/.test(value)) {
    return BigInt(value as number | string);
  }
  throw new UnreadableEntry('invalid_time', `${name} must be nanoseconds since 1970`);
}

/** The stage that a point is of, if it is one of sleep. */
export function stageOf({ type, value }: FitPoint): SleepStageName | undefined {
  if (type === 'sleep.segment') return SLEEP_SEGMENTS.get(value ?? NaN);
  return type === 'activity.segment' ? SLEEP_ACTIVITIES.get(value ?? NaN) : undefined;
}

const MEASURES: ReadonlyMap<string, (value: number) => Partial<CreatePhysicalActivity>> = new Map<
  string,
  (value: number) => Partial<CreatePhysicalActivity>
>([
  ['step_count.delta', (value) => ({ type: 'daily_activity', steps: value })],
  ['distance.delta', (value) => ({ type: 'daily_activity', distanceMeters: meters(value, 'm') })],
  ['calories.expended', (value) => ({ type: 'daily_activity', activeEnergyKilocalories: kilocalories(value, 'kcal') })],
  ['activity.segment', (value) => ({ type: activityTypeNamed(ACTIVITY_NAMES.get(value)) })],
]);

/** A point that is not of sleep. */
export function fitRecord(point: FitPoint, { name, kind }: Source): Said {
  const measure = MEASURES.get(point.type);
  if (!measure) return notSupported('a point of this type');
  if (point.value === undefined) return noValue('the point has no value');
  if (point.type === 'activity.segment' && NO_ACTIVITIES.has(point.value)) {
    return { reason: 'no_activity', detail: 'the person was still or in a vehicle, or nobody knows' };
  }
  if (point.type === 'calories.expended' && point.origin.endsWith(':from_bmr')) {
    return { reason: 'resting_energy', detail: 'what is burned at rest is no activity' };
  }
  const { externalId } = point;
  const draft = { ...timesOf(point), ...measure(point.value), source: { name, kind, ...deviceOf(point) }, externalId };
  return { collection: 'physical-activities', draft };
}

/** An origin names maker and model of its device: `raw:com.google.step_count.delta:com.app:LGE:Nexus 5:uid:stream`. */
function deviceOf({ origin }: FitPoint): { device?: string } {
  const [, , , maker, model, uid] = origin.split(':');
  const device = cutTo(`${maker} ${model}`, 100);
  return maker && model && uid !== undefined ? { device } : {};
}
