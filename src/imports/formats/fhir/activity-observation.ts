import { cutTo } from '../../entries/short-text.js';
import { parseUnit } from '../../../blood-tests/units/ucum-unit.js';
import type { CreatePhysicalActivity } from '../../../physical-activity/physical-activity.dto.js';
import type { CreateSleepSession } from '../../../sleep/sleep-session.dto.js';
import { formatInstant } from '../../../time/instant.js';
import { addDays } from '../../../time/local-date.js';
import { startOfLocalDay } from '../../../time/local-midnight.js';
import { localDate } from '../../../time/time-zone.js';
import type { RecordCollection } from '../../import-format.js';
import type { Fault } from './fhir-fault.js';
import type { Amount } from './fhir-quantity.js';
import { observedAt, type Observed } from './fhir-time.js';
import { elementOf, textOf, type Element } from './fhir-value.js';

/** The LOINC codes of what people do and how they sleep, as far as there are records of it here. */
const STEPS = '55423-8';
const STEPS_IN_24_HOURS = '41950-7';
const SLEEP_DURATION = '93832-4';
export const ACTIVITY_CODES: readonly string[] = [STEPS, STEPS_IN_24_HOURS, SLEEP_DURATION];

const STEP_UNIT = /^(1|\{?#?(steps?|count)\}?)?(\/(d|day|24\.?h|\(24\.h\)|\{day\}))?$/i;
const SECONDS = parseUnit('s')!;
const PRINTED_TIMES: Readonly<Record<string, string>> = {
  hours: 'h',
  hour: 'h',
  hr: 'h',
  hrs: 'h',
  minutes: 'min',
  minute: 'min',
  sec: 's',
};

/** Steps or sleep that an Observation tells, as a record, or why it is none. */
export function activityOf(
  code: string,
  observation: Element,
  amount: Amount,
  zone: string,
  sourceName: string,
): { collection: RecordCollection; draft: object } | Fault {
  const observed = observedAt(observation, zone);
  if (observed === null) return { code: 'missing_time', detail: 'the Observation does not say when' };
  if ('code' in observed) return observed;
  if (amount.comparator) return { code: 'comparator_not_supported', detail: 'only laboratory results have comparators' };
  const device = textOf(elementOf(observation.device)?.display)?.trim() ?? sourceName;
  const shared = {
    source: { name: cutTo(device, 100), kind: 'other' as const },
    externalId: `${code}:${(textOf(observation.id) ?? formatInstant(observed.startMs)).slice(0, 150)}`,
  };
  return code === SLEEP_DURATION ? sleepOf(amount, observed, shared) : stepsOf(code, amount, observed, zone, shared);
}

type Shared = Pick<CreatePhysicalActivity, 'source' | 'externalId'>;

function stepsOf(code: string, { value, unit }: Amount, observed: Observed, zone: string, shared: Shared) {
  if (!Number.isInteger(value) || value < 0)
    return { code: 'invalid_value', detail: 'steps must be a whole number that is not negative' };
  if (!STEP_UNIT.test(unit ?? '')) return { code: 'unknown_unit', detail: 'the unit is none of steps' };
  if (observed.precision === 'instant' && code === STEPS) return PERIOD_REQUIRED;
  const { startMs, endMs } = observed.precision === 'period' ? observed : daysAround(observed, zone);
  const draft: CreatePhysicalActivity = {
    type: 'daily_activity',
    startedAt: formatInstant(startMs),
    endedAt: formatInstant(endMs),
    ...shared,
    steps: value,
  };
  return { collection: 'physical-activities' as const, draft };
}

function sleepOf({ value, unit }: Amount, { startMs, endMs, precision }: Observed, shared: Shared) {
  const time = parseUnit(PRINTED_TIMES[unit?.toLowerCase() ?? ''] ?? unit ?? '');
  if (time?.dimension !== SECONDS.dimension) return { code: 'unknown_unit', detail: 'the unit is none of time' };
  if (precision !== 'period') return PERIOD_REQUIRED;
  const seconds = Math.round((value * Number(time.magnitude.numerator)) / Number(time.magnitude.denominator));
  const draft: CreateSleepSession = {
    startedAt: formatInstant(startMs),
    endedAt: formatInstant(endMs),
    ...shared,
    totalSleepSeconds: seconds,
  };
  return { collection: 'sleep-sessions' as const, draft };
}

const PERIOD_REQUIRED: Fault = { code: 'period_required', detail: 'effectivePeriod must say from when to when' };

function daysAround({ startMs, endMs }: Observed, zone: string): { startMs: number; endMs: number } {
  const [first, last] = [localDate(startMs, zone), localDate(endMs, zone)];
  return { startMs: startOfLocalDay(first, zone), endMs: startOfLocalDay(addDays(last, 1), zone) };
}
