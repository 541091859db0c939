import type { CreateBloodTest } from '../../../blood-tests/blood-test.dto.js';
import { formatInstant } from '../../../time/instant.js';
import type { Reading } from '../../import-format.js';
import { intervalOf, record, rejected, type AppleEntry, type PlaceOfLine } from './apple-entry.js';
import { modelOf, type AppleSource } from './apple-sources.js';
import { offsetMinutesOf } from './apple-time.js';
import type { AppleZones } from './apple-zones.js';
import { numberOf } from './quantities.js';

export const BLOOD_GLUCOSE = 'HKQuantityTypeIdentifierBloodGlucose';

/** HealthKit writes the molar mass into the unit: `mmol<180.1558800000541>/L`. */
const MOLAR_MASS = /<[\d.]*>/;

/** Blood glucose as a blood test of one result; that the person had fasted is nowhere said. */
export function readBloodGlucose(entry: AppleEntry, source: AppleSource, zones: AppleZones, place: PlaceOfLine): Reading {
  const { attributes, line } = entry;
  const interval = intervalOf(entry);
  if (typeof interval === 'string') return rejected(interval, place(line));
  const value = numberOf(attributes.value);
  if (Number.isNaN(value)) return rejected('invalid_value', place(line));
  const collectedAt = formatInstant(interval.startMs);
  const draft: CreateBloodTest = {
    collectedAt,
    timeZone: zones.zoneOf(interval.startMs, offsetMinutesOf(attributes.startDate!), entry.timeZone),
    source: source.asSource(modelOf(attributes.device)),
    externalId: `glucose:${collectedAt}${source.suffix}`,
    results: [{ analyte: 'glucose_random', value, unit: (attributes.unit ?? '').replace(MOLAR_MASS, '') }],
  };
  return record('blood-tests', draft, place(line));
}
