import { readFileSync } from 'node:fs';
import { draftsOf, outcomes, sample } from '../../../../test/support/readings.js';
import { appleExport, element, sampleOf, sleepOf } from '../../../../test/support/apple-export.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';

const read = (text: string | Buffer, zone?: string) => wholeReading(APPLE_HEALTH, text, zone);
const file = (name: string): string => readFileSync(sample(`apple-health/${name}.xml`), 'utf8');
const elementsIn = (xml: string): number => xml.match(/<(Record|Workout) /g)!.length;

describe('an export of Apple Health', () => {
  it.each(['dogsheep_export', 'dogsheep_zip_export', 'derived_fitabase_1503960366'])(
    'has each of its records and workouts in exactly one reading: %s',
    async (name) => {
      const { entries, fault } = await read(file(name));
      expect(fault).toBeNull();
      expect(entries).toBe(elementsIn(file(name)));
    },
  );

  it('has workouts, and much that is none of the kinds of records', async () => {
    const { readings } = await read(file('dogsheep_export'));
    expect(outcomes(readings)).toEqual(['record 1', 'skipped not_supported 1', 'skipped not_supported 1']);
    expect(draftsOf(readings)).toEqual([
      {
        type: 'running',
        startedAt: '2016-11-14T14:25:41.000Z',
        endedAt: '2016-11-14T14:30:52.000Z',
        timeZone: 'America/Los_Angeles',
        source: { name: 'Apple Watch workouts', kind: 'other' },
        externalId: 'workout:2016-11-14T14:25:41.000Z/2016-11-14T14:30:52.000Z:running',
        distanceMeters: 800.13,
        activeEnergyKilocalories: 48.75,
      },
    ]);
  });

  it('may have control characters in names, and a document type with mistakes in it', async () => {
    const entry = sampleOf({ sourceName: 'Ada’s\u000biPhone', device: '<x>, hardware:\u0001iPhone12,1>' });
    const text = appleExport(entry);
    const mistaken = `<!DOCTYPE HealthData [
<!ATTLIST VisionPrescription
  type CDATA #REQUIRED
<!ELEMENT RightEye EMPTY>
  device CDATA #IMPLIED
>
]>`;
    for (const version of [text, text.replace(/<!DOCTYPE[^]*?\]>/, mistaken)]) {
      const { readings, fault } = await read(version);
      expect(fault).toBeNull();
      expect(draftsOf(readings)).toMatchObject([{ source: { name: 'Ada’s iPhone', kind: 'phone', device: 'iPhone12,1' } }]);
    }
  });

  it('has days and nights', async () => {
    const { readings } = await read(file('derived_fitabase_1503960366'), 'America/Chicago');
    const drafts = draftsOf(readings);
    expect(drafts).toHaveLength(56);
    expect(drafts[0]).toEqual({
      type: 'daily_activity',
      startedAt: '2016-04-12T05:00:00.000Z',
      endedAt: '2016-04-13T05:00:00.000Z',
      timeZone: 'America/Chicago',
      source: { name: 'Fitbit', kind: 'other' },
      externalId: 'day:2016-04-12',
      steps: 13162,
      moderateSeconds: 2280,
    });
    expect(drafts.at(-1)).toEqual({
      startedAt: '2016-05-11T06:54:00.000Z',
      endedAt: '2016-05-11T12:00:00.000Z',
      isMainSleep: true,
      totalSleepSeconds: 17_100,
      timeZone: 'America/Chicago',
      source: { name: 'Fitbit', kind: 'other' },
      externalId: 'sleep:2016-05-11T06:54:00.000Z',
    });
  });

  it('counts everything, whatever is wrong with it', async () => {
    const xml = appleExport(
      sampleOf({}),
      sampleOf({}),
      sampleOf({ startDate: 'yesterday' }),
      sampleOf({ endDate: '2024-03-05 09:00:00 +0100' }),
      sampleOf({ endDate: '2024-03-15 09:00:00 +0100' }),
      sampleOf({ value: '-1' }),
      sampleOf({ value: undefined }),
      sampleOf({ unit: 'furlong' }),
      sampleOf({ type: 'HKQuantityTypeIdentifierHeight' }),
      sampleOf({ type: 'HKQuantityTypeIdentifierHeight' }),
      sleepOf('Dreaming', '2024-03-05 01:00:00 +0100', '2024-03-05 02:00:00 +0100'),
      sleepOf('InBed', '2024-03-05 01:00:00 +0100', '2024-03-07 02:00:00 +0100'),
      sleepOf('InBed', '2024-03-05 01:00:00 +0100', '2024-03-05 02:00:00 +0100'),
      element('Workout', { sourceName: 'Watch' }),
      element('Correlation', { type: 'HKCorrelationTypeIdentifierFood', children: sampleOf({}) }),
    );
    const { readings, entries, fault } = await read(xml);
    expect(fault).toBeNull();
    expect(entries).toBe(elementsIn(xml));
    expect(outcomes(readings).toSorted()).toEqual([
      'record 1',
      'rejected ends_before_it_starts 1',
      'rejected invalid_time 1',
      'rejected invalid_time 1',
      'rejected invalid_value 1',
      'rejected invalid_value 1',
      'rejected too_long 1',
      'rejected too_long 1',
      'rejected unknown_sleep_state 1',
      'rejected unknown_unit 1',
      'skipped duplicate 1',
      'skipped no_time_asleep 1',
      'skipped not_supported 2',
      'skipped repeated 1',
    ]);
    expect(readings.find(({ outcome }) => outcome === 'rejected')?.place).toBe('line 12');
  });

  it('has blood glucose in the units that Apple writes', async () => {
    const glucose = { type: 'HKQuantityTypeIdentifierBloodGlucose', sourceName: 'Dexcom', unit: 'mg/dL', value: '104' };
    const { readings } = await read(
      appleExport(
        sampleOf(glucose),
        sampleOf({ ...glucose, unit: 'mmol<180.1558800000541>/L', value: '5.8', sourceName: 'Meter' }),
      ),
    );
    expect(draftsOf(readings).map(({ source, results, externalId }) => ({ source, results, externalId }))).toEqual([
      {
        source: { name: 'Dexcom', kind: 'other' },
        results: [{ analyte: 'glucose_random', value: 104, unit: 'mg/dL' }],
        externalId: 'glucose:2024-03-05T09:00:00.000Z',
      },
      {
        source: { name: 'Meter', kind: 'other' },
        results: [{ analyte: 'glucose_random', value: 5.8, unit: 'mmol/L' }],
        externalId: 'glucose:2024-03-05T09:00:00.000Z',
      },
    ]);
  });

  it('says of clinical records that they are beside it', async () => {
    const { readings } = await read(
      appleExport(element('ClinicalRecord', { resourceFilePath: '/clinical-records/LabResult-1.json' })),
    );
    expect(outcomes(readings)).toEqual(['skipped not_in_the_file 1']);
  });
});
