import { draftsOf, outcomes } from '../../../../test/support/readings.js';
import { appleExport, element, sampleOf } from '../../../../test/support/apple-export.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';

const readingsOf = async (elements: readonly string[], zone = 'Europe/Berlin') =>
  (await wholeReading(APPLE_HEALTH, appleExport(...elements), zone)).readings;
const daysOf = async (elements: readonly string[], zone?: string) => draftsOf(await readingsOf(elements, zone));

const STEPS = 'HKQuantityTypeIdentifierStepCount';
const DISTANCE = 'HKQuantityTypeIdentifierDistanceWalkingRunning';
const CYCLING = 'HKQuantityTypeIdentifierDistanceCycling';
const ENERGY = 'HKQuantityTypeIdentifierActiveEnergyBurned';
const EXERCISE = 'HKQuantityTypeIdentifierAppleExerciseTime';
const WATCH =
  '<<HKDevice: 0x282a45810>, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:8.3>';

describe('the samples of a day', () => {
  it('are one record of one source, in meters, kilocalories and seconds', async () => {
    const at = (minute: string) => ({
      startDate: `2024-03-05 10:${minute}:00 +0100`,
      endDate: `2024-03-05 10:${minute}:59 +0100`,
    });
    const days = await daysOf([
      sampleOf({ type: STEPS, value: '120', ...at('00') }),
      sampleOf({ type: STEPS, value: '80', unit: undefined, ...at('01') }),
      sampleOf({ type: DISTANCE, unit: 'mi', value: '0.5', ...at('00') }),
      sampleOf({ type: DISTANCE, unit: 'km', value: '1.25', ...at('01') }),
      sampleOf({ type: CYCLING, unit: 'm', value: '3000', ...at('01') }),
      sampleOf({ type: ENERGY, unit: 'kJ', value: '418.4', ...at('00') }),
      sampleOf({ type: ENERGY, unit: 'Cal', value: '20.5', ...at('01') }),
      sampleOf({ type: ENERGY, unit: 'kcal', value: '10', ...at('02') }),
      sampleOf({ type: EXERCISE, unit: 'min', value: '2', ...at('02') }),
    ]);
    expect(days).toEqual([
      {
        type: 'daily_activity',
        startedAt: '2024-03-04T23:00:00.000Z',
        endedAt: '2024-03-05T23:00:00.000Z',
        timeZone: 'Europe/Berlin',
        source: { name: 'Ada’s iPhone', kind: 'phone' },
        externalId: 'day:2024-03-05',
        steps: 200,
        distanceMeters: 5054.67,
        activeEnergyKilocalories: 130.5,
        moderateSeconds: 120,
      },
    ]);
  });

  it('of telephone, watch and hand stay apart, and a device tells what a name does not', async () => {
    const days = await daysOf([
      sampleOf({ sourceName: 'Tom & Ada "<iPhone>"' }),
      sampleOf({ sourceName: 'Uhr', device: WATCH }),
      sampleOf({ sourceName: 'Health', children: element('MetadataEntry', { key: 'HKWasUserEntered', value: '1' }) }),
      sampleOf({ sourceName: 'Health', value: '7' }),
      sampleOf({ sourceName: 'Oura' }),
      sampleOf({ sourceName: 'Spring' }),
    ]);
    expect(days.map(({ source, externalId }) => [source, externalId])).toEqual([
      [{ name: 'Tom & Ada "<iPhone>"', kind: 'phone' }, 'day:2024-03-05'],
      [{ name: 'Uhr', kind: 'watch', device: 'Watch6,2' }, 'day:2024-03-05'],
      [{ name: 'Health', kind: 'manual' }, 'day:2024-03-05:by-hand'],
      [{ name: 'Health', kind: 'other' }, 'day:2024-03-05'],
      [{ name: 'Oura', kind: 'ring' }, 'day:2024-03-05'],
      [{ name: 'Spring', kind: 'other' }, 'day:2024-03-05'],
    ]);
  });

  it('that cross midnight are split in proportion to time, in whole steps, and count as one entry', async () => {
    const readings = await readingsOf([
      sampleOf({ value: '10000', startDate: '2024-11-03 23:30:00 +0100', endDate: '2024-11-04 01:00:00 +0100' }),
      sampleOf({ value: '60', startDate: '2024-11-04 23:00:00 +0100', endDate: '2024-11-05 00:00:00 +0100' }),
    ]);
    expect(draftsOf(readings).map(({ externalId, steps }) => [externalId, steps])).toEqual([
      ['day:2024-11-03', 3333],
      ['day:2024-11-04', 6727],
    ]);
    expect(readings.map(({ entries }) => entries)).toEqual([1, 1]);
  });

  it('over New Year, and over several days, keep their sum', async () => {
    const days = await daysOf([
      sampleOf({
        type: DISTANCE,
        unit: 'm',
        value: '1000',
        startDate: '2023-12-30 12:00:00 +0100',
        endDate: '2024-01-02 12:00:00 +0100',
      }),
    ]);
    expect(days.map(({ externalId, distanceMeters }) => [externalId, distanceMeters])).toEqual([
      ['day:2023-12-30', 166.67],
      ['day:2023-12-31', 333.33],
      ['day:2024-01-01', 333.33],
      ['day:2024-01-02', 166.67],
    ]);
  });

  it('are of the date that the file writes, in a zone with that offset', async () => {
    const days = await daysOf([
      sampleOf({ sourceName: 'A', startDate: '2024-07-05 23:50:00 -0700', endDate: '2024-07-05 23:55:00 -0700' }),
      sampleOf({ sourceName: 'B', startDate: '2024-07-05 00:10:00 +0530', endDate: '2024-07-05 00:15:00 +0530' }),
      sampleOf({ sourceName: 'C', startDate: '2024-01-05 00:10:00 +0200', endDate: '2024-01-05 00:15:00 +0200' }),
      sampleOf({ sourceName: 'D', startDate: '2024-01-05 00:10:00 +1559', endDate: '2024-01-05 00:15:00 +1559' }),
      sampleOf({ sourceName: 'E', startDate: '2024-01-05 00:10:00 +0000', endDate: '2024-01-05 00:15:00 +0000' }),
    ]);
    expect(days.map(({ externalId, timeZone, startedAt }) => [externalId, timeZone, startedAt])).toEqual([
      ['day:2024-07-05', 'Etc/GMT+7', '2024-07-05T07:00:00.000Z'],
      ['day:2024-07-05', 'Asia/Kolkata', '2024-07-04T18:30:00.000Z'],
      ['day:2024-01-05', 'Europe/Berlin', '2024-01-04T23:00:00.000Z'],
      ['day:2024-01-05', 'Europe/Berlin', '2024-01-04T23:00:00.000Z'],
      ['day:2024-01-05', 'UTC', '2024-01-05T00:00:00.000Z'],
    ]);
  });

  it('on a day of 23 hours are of one record of 23 hours', async () => {
    const [day] = await daysOf([
      sampleOf({ startDate: '2024-03-31 01:00:00 +0100', endDate: '2024-03-31 01:10:00 +0100' }),
      sampleOf({ startDate: '2024-03-31 12:00:00 +0200', endDate: '2024-03-31 12:10:00 +0200' }),
    ]);
    expect(day).toMatchObject({ steps: 200, startedAt: '2024-03-30T23:00:00.000Z', endedAt: '2024-03-31T22:00:00.000Z' });
  });

  it('that are the very same count once; those that differ in value, end or source all count', async () => {
    const readings = await readingsOf([
      sampleOf({}),
      sampleOf({ creationDate: '2025-01-01 00:00:00 +0000' }),
      sampleOf({ startDate: '2024-03-05 09:00:00 +0000', endDate: '2024-03-05 09:10:00 +0000' }),
      sampleOf({ value: '101' }),
      sampleOf({ endDate: '2024-03-05 10:10:01 +0100' }),
      sampleOf({ sourceName: 'Ada’s Apple Watch' }),
    ]);
    expect(outcomes(readings)).toEqual(['record 3', 'record 1', 'skipped duplicate 2']);
    expect(draftsOf(readings).map(({ steps }) => steps)).toEqual([301, 100]);
  });

  it('have the same sum in any order, however many they are', async () => {
    const samples = Array.from({ length: 1000 }, (_, index) =>
      sampleOf({
        type: DISTANCE,
        unit: 'km',
        value: `0.0${index}37`,
        startDate: `2024-03-05 10:00:${String(index % 60).padStart(2, '0')} +0100`,
        endDate: '2024-03-05 11:00:00 +0100',
      }),
    );
    expect(await daysOf(samples)).toEqual(await daysOf(samples.toReversed()));
  });

  it('of a longer export have the identity of those of a shorter one', async () => {
    const shorter = await daysOf([sampleOf({})]);
    const longer = await daysOf([
      sampleOf({}),
      sampleOf({ startDate: '2024-03-05 11:00:00 +0100', endDate: '2024-03-05 11:01:00 +0100' }),
    ]);
    expect(longer.map(({ externalId }) => externalId)).toEqual(shorter.map(({ externalId }) => externalId));
    expect(longer.map(({ steps }) => steps)).toEqual([200]);
  });
});
