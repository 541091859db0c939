import { UnreadableEntry } from '../../entries/entry-reading.js';
import { isObject, type JsonObject } from '../../json/json-value.js';
import { flag, measured, number, oneOf, text, type Rule } from './body-rules.js';

const DURATIONS = ['ps', 'ns', 'us', 'ms', 'sec', 'min', 'h', 'd', 'wk', 'Mo', 'yr'];
const duration = measured(...DURATIONS);
const sleepTime = measured('sec', 'min', 'h');

/** What any body may have. */
const COMMON: Readonly<Record<string, Rule>> = {
  descriptive_statistic: oneOf(
    'average',
    'mean',
    'maximum',
    'minimum',
    'standard deviation',
    'variance',
    'sum',
    'median',
    'count',
    'mode',
    'range',
    'quartile deviation',
    '20th percentile',
    '80th percentile',
    'lower quartile',
    'upper quartile',
    '1st quintile',
    '2nd quintile',
    '3rd quintile',
    '4th quintile',
  ),
  temporal_relationship_to_meal: oneOf(
    'fasting',
    'not fasting',
    'before meal',
    'after meal',
    'before breakfast',
    'after breakfast',
    'before lunch',
    'after lunch',
    'before dinner',
    'after dinner',
    '2 hours postprandial',
  ),
  temporal_relationship_to_sleep: oneOf('before sleeping', 'during sleep', 'on waking'),
  temporal_relationship_to_physical_activity: oneOf('at rest', 'active', 'before exercise', 'after exercise', 'during exercise'),
  user_notes: text,
};

/** A schema of bodies, as far as it decides whether a body is valid and what it says. */
export interface Schema {
  required: readonly string[];
  members: Readonly<Record<string, Rule>>;
  /** The major version from which on a time frame is required; Infinity for none, besides those of IEEE 1752.1, which all do. */
  timeFrameFrom: number;
  /** Whether such a time frame must be an interval. */
  interval: boolean;
  /** The major version from which on an interval may not be a part of a day. */
  noPartOfDayFrom?: number;
  /** Whether a data point may have an empty body: the published tests of data points have one of this schema that is valid. */
  mayBeEmpty?: boolean;
  /** The oldest and the newest major version that write a body as this one is written; without it any do. */
  majorsOf?: (body: JsonObject) => readonly [oldest: number, newest: number];
}

const pressure = measured('mmHg');
const steps: Rule = (value, name) => (typeof value === 'object' ? measured('steps')(value, name) : number(value, name));

/** By name; of other schemas the data are none of the kinds of records. */
export const SCHEMAS: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  [
    'step-count',
    {
      required: ['step_count'],
      members: { step_count: steps },
      timeFrameFrom: 2,
      interval: true,
      majorsOf: ({ step_count: count }) => (isObject(count) ? [3, Infinity] : [1, 2]),
    },
  ],
  [
    'physical-activity',
    {
      required: ['activity_name'],
      members: {
        activity_name: text,
        distance: measured('fm', 'pm', 'nm', 'um', 'mm', 'cm', 'm', 'km', 'in', 'ft', 'yd', 'mi'),
        kcal_burned: measured('kcal'),
        reported_activity_intensity: oneOf('light', 'moderate', 'vigorous'),
        met_value: number,
        duration,
      },
      timeFrameFrom: Infinity,
      interval: true,
      mayBeEmpty: true,
    },
  ],
  [
    'calories-burned',
    { required: ['kcal_burned'], members: { kcal_burned: measured('kcal') }, timeFrameFrom: 2, interval: true },
  ],
  [
    'minutes-moderate-activity',
    {
      required: ['minutes_moderate_activity'],
      members: { minutes_moderate_activity: measured('min') },
      timeFrameFrom: 2,
      interval: true,
    },
  ],
  ['sleep-duration', { required: ['sleep_duration'], members: { sleep_duration: sleepTime }, timeFrameFrom: 2, interval: true }],
  [
    'total-sleep-time',
    { required: ['total_sleep_time'], members: { total_sleep_time: sleepTime }, timeFrameFrom: 1, interval: true },
  ],
  [
    'sleep-episode',
    {
      required: [],
      members: {
        latency_to_sleep_onset: duration,
        latency_to_arising: duration,
        total_sleep_time: duration,
        wake_after_sleep_onset: duration,
        number_of_awakenings: number,
        is_main_sleep: flag,
        sleep_maintenance_efficiency_percentage: measured('%'),
      },
      timeFrameFrom: 1,
      interval: true,
    },
  ],
  [
    'blood-glucose',
    {
      required: ['blood_glucose'],
      members: {
        blood_glucose: measured('mg/dL', 'mmol/L'),
        blood_specimen_type: oneOf('whole blood', 'plasma', 'serum'),
        specimen_source: oneOf(
          'interstitial fluid',
          'capillary blood',
          'plasma',
          'serum',
          'whole blood',
          'breath',
          'lacrimal fluid',
          'saliva',
          'sweat',
          'tears',
          'urine',
        ),
      },
      timeFrameFrom: 3,
      interval: false,
      noPartOfDayFrom: 4,
    },
  ],
  [
    'heart-rate',
    {
      required: ['heart_rate'],
      members: { heart_rate: measured('beats/min') },
      timeFrameFrom: 2,
      interval: false,
    },
  ],
  [
    'blood-pressure',
    {
      required: ['systolic_blood_pressure', 'diastolic_blood_pressure'],
      members: { systolic_blood_pressure: pressure, diastolic_blood_pressure: pressure },
      timeFrameFrom: 3,
      interval: false,
      noPartOfDayFrom: 4,
    },
  ],
]);

/** @throws UnreadableEntry for the first member that the schema forbids, or that it misses */
export function checkMembers(schema: Schema, body: JsonObject): void {
  for (const name of schema.required) {
    if (body[name] === undefined) throw new UnreadableEntry('missing_value', `${name} is missing`);
  }
  for (const [name, rule] of Object.entries({ ...COMMON, ...schema.members })) {
    if (body[name] !== undefined) rule(body[name], name);
  }
}

/** @throws UnreadableEntry for a body that is written as other versions write it */
export function checkVersion({ required, majorsOf }: Schema, body: JsonObject, major: number): void {
  const [oldest, newest] = majorsOf?.(body) ?? [1, Infinity];
  if (major >= oldest && major <= newest) return;
  throw new UnreadableEntry('invalid_value', `${required.join()} is written otherwise in version ${major} of the schema`);
}

const OF_EPISODES = ['is_main_sleep', 'number_of_awakenings', 'latency_to_sleep_onset', 'latency_to_arising'];
const OTHERS_OF_EPISODES = ['wake_after_sleep_onset', 'sleep_maintenance_efficiency_percentage'];

/** The name of the schema that a body without a header has the members of; undefined where it is none of {@link SCHEMAS}. */
export function schemaNameOf(body: JsonObject): string | undefined {
  if ([...OF_EPISODES, ...OTHERS_OF_EPISODES].some((name) => name in body)) return 'sleep-episode';
  return [...SCHEMAS].find(([, { required }]) => required.length > 0 && required.every((name) => name in body))?.[0];
}
