import type { CreateBloodTest } from '../../../blood-tests/blood-test.dto.js';
import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { activityTypeNamed } from '../../entries/activity-names.js';
import { noTime, noValue, notSupported, type Said } from '../../entries/entry-reading.js';
import { intensity } from '../../entries/intensity.js';
import { kilocalories, meters, seconds, type DurationUnit, type LengthUnit } from '../../entries/quantities.js';
import { cutTo } from '../../entries/short-text.js';
import { instantText, timesOf } from '../../entries/times.js';
import type { JsonObject } from '../../json/json-value.js';
import { measure } from './body-rules.js';
import type { DataPoint } from './data-point.js';
import type { TimeFrame } from './time-frame.js';

const DAY_MS = 86_400_000;
/** Of a source, so that a word fits behind it. */
const LONGEST_NAME = 89;

/** The record that a valid body makes with its time frame, by the name of its schema; of other schemas there are no records. */
export const RECORDS: ReadonlyMap<string | undefined, (point: DataPoint, frame: TimeFrame) => Said> = new Map<
  string | undefined,
  (point: DataPoint, frame: TimeFrame) => Said
>([
  ['step-count', (point, frame) => measured(point, frame, { steps: stepsOf(point.body) })],
  ['calories-burned', (point, frame) => measured(point, frame, { activeEnergyKilocalories: energyOf(point.body) })],
  ['minutes-moderate-activity', (point, frame) => measured(point, frame, moderateOf(point.body, frame))],
  ['physical-activity', activity],
  ['sleep-duration', (point, frame) => sleep(point, frame, 'sleep_duration')],
  ['total-sleep-time', (point, frame) => sleep(point, frame, 'total_sleep_time')],
  ['sleep-episode', (point, frame) => sleep(point, frame, 'total_sleep_time')],
  ['blood-glucose', glucose],
]);

const stepsOf = (body: JsonObject): number | undefined =>
  typeof body.step_count === 'number' ? body.step_count : measure(body, 'step_count')?.value;
const energyOf = (body: JsonObject): number | undefined => kilocalories(measure(body, 'kcal_burned')?.value, 'kcal');
const moderateOf = (body: JsonObject, frame: TimeFrame) =>
  intensity(measure(body, 'minutes_moderate_activity')?.value, undefined, lengthOf(frame));
const lengthOf = ({ startMs, endMs }: TimeFrame): number => (endMs - startMs) / 1000;
const atOneMoment = (): Said => noTime('a moment does not say over which time this was');

/** What was measured over a time, whatever the person did. */
function measured(point: DataPoint, frame: TimeFrame, measures: Partial<CreatePhysicalActivity>): Said {
  if (!frame.isInterval) return atOneMoment();
  const { source, externalId } = point;
  const draft: CreatePhysicalActivity = { type: 'daily_activity', ...timesOf(frame), ...measures, source, externalId };
  return { collection: 'physical-activities', draft };
}

/** An activity: a source of its own, so that its steps and energy do not add to those that were measured all day. */
function activity({ body, source, externalId }: DataPoint, frame: TimeFrame): Said {
  if (!frame.isInterval) return atOneMoment();
  const distance = measure(body, 'distance');
  const movement = measure(body, 'base_movement_quantity');
  const draft: CreatePhysicalActivity = {
    type: activityTypeNamed(body.activity_name as string),
    ...timesOf(frame),
    steps: movement?.unit === 'steps' ? movement.value : undefined,
    distanceMeters: meters(distance?.value, distance?.unit as LengthUnit),
    activeEnergyKilocalories: energyOf(body),
    ...intensityOf(body, Math.floor(lengthOf(frame))),
    source: { name: `${cutTo(source.name, LONGEST_NAME)} activities`, kind: source.kind },
    externalId,
  };
  return { collection: 'physical-activities', draft };
}

/** All of it was moderate or vigorous, as the person said, or by its metabolic equivalents: from 3 and from 6. */
function intensityOf(body: JsonObject, length: number): Partial<CreatePhysicalActivity> {
  const met = typeof body.met_value === 'number' ? body.met_value : 0;
  const reported = body.reported_activity_intensity ?? (met >= 6 ? 'vigorous' : met >= 3 ? 'moderate' : undefined);
  if (reported === 'vigorous') return { vigorousSeconds: length };
  return reported === 'moderate' ? { moderateSeconds: length } : {};
}

const UNITS: ReadonlyMap<string, DurationUnit> = new Map([
  ['ms', 'ms'],
  ['sec', 's'],
  ['min', 'min'],
  ['h', 'h'],
  ['d', 'd'],
]);

function sleep({ body, source, externalId }: DataPoint, frame: TimeFrame, name: string): Said {
  if (!frame.isInterval) return atOneMoment();
  const [total, awake] = [name, 'wake_after_sleep_onset'].map((member) => {
    const { value, unit = '' } = measure(body, member) ?? {};
    const known = UNITS.get(unit);
    return known && seconds(value, known);
  });
  if (total === undefined) return noValue('the body does not say how long the sleep was');
  if (total > lengthOf(frame)) return { reason: 'longer_than_time_frame', detail: 'the sleep is longer than its time frame' };
  const draft: CreateSleepSession = {
    ...timesOf(frame),
    isMainSleep: typeof body.is_main_sleep === 'boolean' ? body.is_main_sleep : true,
    totalSleepSeconds: total,
    awakeSeconds: awake,
    source,
    externalId,
  };
  return { collection: 'sleep-sessions', draft };
}

const BLOOD = new Set<unknown>([undefined, 'interstitial fluid', 'capillary blood', 'plasma', 'serum', 'whole blood']);
const AFTER_A_MEAL = /^(not fasting|after .*|2 hours postprandial)$/;

function glucose({ body, source, externalId }: DataPoint, frame: TimeFrame): Said {
  if (!BLOOD.has(body.specimen_source)) return notSupported('glucose of another specimen than blood');
  if (frame.endMs - frame.startMs > DAY_MS) return noTime('a time frame of more than a day is no time of collection');
  const { value, unit } = measure(body, 'blood_glucose')!;
  const meal = typeof body.temporal_relationship_to_meal === 'string' ? body.temporal_relationship_to_meal : '';
  const fasting = meal === 'fasting' || (AFTER_A_MEAL.test(meal) ? false : undefined);
  const draft: CreateBloodTest = {
    collectedAt: instantText(frame.startMs, 'the time'),
    fasting,
    results: [{ analyte: fasting === true ? 'glucose_fasting' : 'glucose_random', value, unit }],
    source,
    externalId,
  };
  return { collection: 'blood-tests', draft };
}
