import { readdirSync, readFileSync } from 'node:fs';
import { draftsOf, outcomes, readingsIn, readingsOf, sample } from '../../../../test/support/readings.js';
import type { Reading } from '../../import-format.js';
import { OPEN_MHEALTH_FORMAT } from './open-mhealth.js';

const readIn = (content: object | string, zone?: string) => readingsIn(OPEN_MHEALTH_FORMAT, content, zone);

/** The sample files as `blood-glucose/1.0 invalid-time-frame`. */
const files = (folder: 'shouldPass' | 'shouldFail'): string[] =>
  (readdirSync(sample('open-mhealth'), { recursive: true }) as string[])
    .filter((name) => name.includes(folder) && name.endsWith('.json'))
    .map((name) => name.replace(`/${folder}/`, ' ').replace('.json', ''))
    .toSorted();

const header = (name: string, version: string) => ({
  id: '123e4567-e89b-12d3-a456-426655440000',
  creation_date_time: '2026-02-05T07:25:00Z',
  schema_id: { namespace: 'omh', name, version },
  acquisition_provenance: { source_name: 'RunKeeper', modality: 'sensed' },
});

/** What is read of a sample: of a data point as it is, of a body under the header of its schema. */
async function readSample(folder: 'shouldPass' | 'shouldFail', name: string): Promise<Reading> {
  const [schema, file] = name.split(' ') as [string, string];
  const path = sample(`open-mhealth/${schema}/${folder}/${file}.json`);
  const isBare = schema === 'data-point/1.0' || name === 'physical-activity/1.0 empty-document';
  const [type, version] = schema.split('/') as [string, string];
  const body = JSON.parse(readFileSync(path, 'utf8')) as object;
  const content = { header: header(type, version), body };
  const readings = isBare ? await readingsOf(OPEN_MHEALTH_FORMAT, path) : await readIn(content);
  expect(readings).toHaveLength(1);
  return readings[0]!;
}

/** The reason that the name of a file states. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/empty-document|missing-sleep-duration/, 'missing_value'],
  [/missing-header/, 'missing_header'],
  [/missing-body/, 'missing_body'],
  [/invalid-header/, 'invalid_header'],
  [/invalid-(sleep-duration-)?unit|incorrect-unit|invalid-distance-unit/, 'invalid_unit'],
  [/missing(-effective)?-time-frame|(step-count|sleep-duration|total-sleep-time)-only/, 'missing_time_frame'],
  [/invalid-time|with-date-time|with-timestamp/, 'invalid_time_frame'],
  [/invalid-(blood|specimen|temporal|descriptive|pa)|string-step-count/, 'invalid_value'],
];

describe('a file of Open mHealth that its authors say is invalid', () => {
  it.each(files('shouldFail'))('%s is refused for that reason', async (name) => {
    const reading = await readSample('shouldFail', name);
    const reason = REASONS.find(([pattern]) => pattern.test(name.split(' ')[1]!))?.[1];
    expect(reading).toMatchObject({ outcome: 'rejected', code: reason, entries: 1 });
  });

  it.each(files('shouldFail'))('%s is refused without a header, unless another version allows it', async (name) => {
    const [schema, file] = name.split(' ');
    const readings = await readingsOf(OPEN_MHEALTH_FORMAT, sample(`open-mhealth/${schema}/shouldFail/${file}.json`));
    const reason = VALID_IN_ANOTHER_VERSION.find(([pattern]) => pattern.test(name))?.[1];
    expect(readings).toMatchObject([reason ? { outcome: 'skipped', reason } : { outcome: 'rejected' }]);
  });
});

/** Without a header nothing says that these are not of the version that is named here. */
const VALID_IN_ANOTHER_VERSION: readonly (readonly [RegExp, string])[] = [
  [/^blood-glucose\/[34].0 missing-time-frame/, 'no_time'], // 1.0 and 2.0: the same is in their blood-glucose-only
  [/^step-count\/2.0 step-count-only/, 'no_time'], // 1.0: the same is in its step-count-only
  [/^heart-rate\/2.0 missing-effective-time-frame/, 'not_supported'], // 1.0: the same is in its heart-rate-only
  [/^sleep-duration\/2.0 sleep-duration-only/, 'no_time'], // 1.0
  [/^blood-pressure\/4.0 invalid-timeframe-format/, 'not_supported'], // 3.1
];

const skipped: readonly (readonly [RegExp, string])[] = [
  [/^(heart-rate|blood-pressure)/, 'not_supported'],
  [/empty-body/, 'no_value'],
  [/glucose.*statistic|glucose.*everything|with-(average|maximum|session|descriptive-statistic)/, 'statistic'],
  [/duration-longer/, 'longer_than_time_frame'],
  [/with-time-interval-time-frame|-only$|blood-glucose\/(1|2).0 with-(?!date-time)/, 'no_time'],
  [/physical-activity\/1.0 with-(distance|reported)|minutes.*-only|sleep-duration\/1.0 .*-only/, 'no_time'],
];
/** Samples of blood glucose 2.0 that say when it was measured. */
const TIMED = /blood-glucose\/2.0 with-temporal/;

describe('a file of Open mHealth that its authors say is valid', () => {
  it.each(files('shouldPass'))('%s is read, or skipped for a reason', async (name) => {
    const reading = await readSample('shouldPass', name);
    const reason = TIMED.test(name) ? undefined : skipped.find(([pattern]) => pattern.test(name))?.[1];
    expect(reading).toMatchObject(reason ? { outcome: 'skipped', reason } : { outcome: 'record' });
    draftsOf([reading]);
  });

  it.each(files('shouldPass'))('%s is not refused without a header either', async (name) => {
    const [schema, file] = name.split(' ');
    const readings = await readingsOf(OPEN_MHEALTH_FORMAT, sample(`open-mhealth/${schema}/shouldPass/${file}.json`));
    expect(readings.map(({ outcome }) => outcome)).not.toContain('rejected');
    expect(readings).toHaveLength(1);
  });
});

describe('a body of Open mHealth', () => {
  const hour = { time_interval: { start_date_time: '2026-02-05T06:25:00Z', end_date_time: '2026-02-05T07:25:00Z' } };

  it('is a number of steps, whatever the version writes', async () => {
    const bodies = [6000, { value: 6000, unit: 'steps' }].map((step_count) => ({ step_count, effective_time_frame: hour }));
    for (const draft of draftsOf(await readIn(bodies))) {
      expect(draft).toMatchObject({
        type: 'daily_activity',
        startedAt: '2026-02-05T06:25:00.000Z',
        endedAt: '2026-02-05T07:25:00.000Z',
        steps: 6000,
        source: { name: 'Open mHealth', kind: 'other' },
      });
    }
  });

  it('is refused where it is written as another version writes it', async () => {
    const [number, measured] = [6000, { value: 6000, unit: 'steps' }].map((step_count) => ({
      step_count,
      effective_time_frame: hour,
    }));
    const pairs = [['2.0', number] as const, ['2.0', measured] as const, ['3.0', number] as const, ['3.0', measured] as const];
    const points = pairs.map(([version, body]) => ({ header: header('step-count', version), body }));
    expect((await readIn(points)).map(({ outcome }) => outcome)).toEqual(['record', 'rejected', 'rejected', 'record']);
  });

  it('of IEEE 1752.1 has a time interval, also where it is an activity', async () => {
    const of = (namespace: string, effective_time_frame?: object) => ({
      header: { ...header('physical-activity', '1.0'), schema_id: { namespace, name: 'physical-activity', version: '1.0' } },
      body: { activity_name: 'walking', effective_time_frame },
    });
    const moment = { date_time: '2026-02-05T06:25:00Z' };
    const points = ['ieee', 'omh'].flatMap((namespace) => [of(namespace), of(namespace, moment), of(namespace, hour)]);
    expect(outcomes(await readIn(points))).toEqual([
      'rejected missing_time_frame 1',
      'rejected invalid_time_frame 1',
      'record 1',
      'skipped no_time 1',
      'skipped no_time 1',
      'record 1',
    ]);
  });

  it('is an activity with its units converted', async () => {
    const body = {
      activity_name: 'walking',
      distance: { value: 3.1, unit: 'mi' },
      kcal_burned: { value: 160.255, unit: 'kcal' },
      met_value: 3.5,
      effective_time_frame: hour,
    };
    expect(draftsOf(await readIn({ header: header('physical-activity', '1.2'), body }))).toEqual([
      {
        type: 'walking',
        startedAt: '2026-02-05T06:25:00.000Z',
        endedAt: '2026-02-05T07:25:00.000Z',
        distanceMeters: 4988.97,
        activeEnergyKilocalories: 160.26,
        moderateSeconds: 3600,
        source: { name: 'RunKeeper activities', kind: 'other' },
        externalId: '123e4567-e89b-12d3-a456-426655440000',
      },
    ]);
  });

  it('has a time of any of the four forms', async () => {
    const frames = [
      { start_date_time: '2026-03-29T00:30:00+01:00', duration: { value: 1.5, unit: 'h' } },
      { end_date_time: '2026-03-29T03:00:00', duration: { value: 90, unit: 'min' } },
      { date: '2026-03-28', part_of_day: 'evening' },
      { date: '2026-03-28', part_of_day: 'dusk' },
      { start_date_time: '2026-03-29T00:30:00Z', duration: { value: 1, unit: 'Mo' } },
    ];
    const bodies = frames.map((time_interval) => ({ step_count: 10, effective_time_frame: { time_interval } }));
    const readings = await readIn(bodies);
    expect(draftsOf(readings).map(({ startedAt, endedAt }) => `${startedAt as string} ${endedAt as string}`)).toEqual([
      '2026-03-28T23:30:00.000Z 2026-03-29T01:00:00.000Z',
      '2026-03-28T23:30:00.000Z 2026-03-29T01:00:00.000Z',
      '2026-03-28T17:00:00.000Z 2026-03-28T21:00:00.000Z',
    ]);
    expect(outcomes(readings).slice(3)).toEqual(['rejected invalid_time_frame 1', 'rejected invalid_unit 1']);
  });

  it('is a night with what it says of waking', async () => {
    expect(
      draftsOf(
        await readingsOf(OPEN_MHEALTH_FORMAT, sample('open-mhealth/sleep-episode/1.1/shouldPass/valid-sleep-episode.json')),
      ),
    ).toMatchObject([
      {
        startedAt: '2016-02-05T21:35:00.000Z',
        endedAt: '2016-02-06T06:35:00.000Z',
        isMainSleep: true,
        totalSleepSeconds: 30_600,
        awakeSeconds: 1800,
      },
    ]);
  });

  it('is glucose, fasting or not', async () => {
    const glucose = (unit: string, meal?: string) => ({
      blood_glucose: { value: unit === 'mg/dL' ? 95 : 5.3, unit },
      effective_time_frame: { date_time: '2026-02-05T07:25:00Z' },
      temporal_relationship_to_meal: meal,
    });
    const bodies = [glucose('mg/dL', 'fasting'), glucose('mmol/L', 'after lunch'), glucose('mmol/L')];
    expect(draftsOf(await readIn(bodies))).toMatchObject([
      {
        collectedAt: '2026-02-05T07:25:00.000Z',
        fasting: true,
        results: [{ analyte: 'glucose_fasting', value: 95, unit: 'mg/dL' }],
      },
      { fasting: false, results: [{ analyte: 'glucose_random', value: 5.3, unit: 'mmol/L' }] },
      { results: [{ analyte: 'glucose_random', value: 5.3, unit: 'mmol/L' }] },
    ]);
  });

  it('without an identifier has the same one whenever it says the same', async () => {
    const one = { step_count: 10, effective_time_frame: hour };
    const [first, again, other] = draftsOf(await readIn([one, { ...one }, { ...one, step_count: 11 }]));
    expect(first!.externalId).toBe(again!.externalId);
    expect(first!.externalId).not.toBe(other!.externalId);
  });

  it('has a source and an identifier of any length', async () => {
    const long = {
      ...header('step-count', '3.0'),
      id: 'i'.repeat(300),
      acquisition_provenance: { source_name: '\u{1f600}'.repeat(200) },
    };
    const body = { step_count: { value: 7, unit: 'steps' }, effective_time_frame: hour };
    const [draft] = draftsOf(await readIn({ header: long, body }));
    expect(draft).toMatchObject({ source: { name: '\u{1f600}'.repeat(100) }, externalId: expect.stringMatching(/^sha256:/) });
  });

  it('may stand in a series under one header, in lines, or in a list with something about it', async () => {
    const body = { step_count: { value: 7, unit: 'steps' }, effective_time_frame: hour };
    const of1752 = {
      uuid: '00000000-0000-4000-8000-000000000001',
      source_creation_date_time: '2026-02-05T07:25:00Z',
      schema_id: { namespace: 'ieee', name: 'step-count', version: '1.0' },
      modality: 'self-reported',
    };
    const series = await readIn({ header: of1752, body: [body, { ...body, step_count: 'x' }] });
    expect(outcomes(series)).toEqual(['record 1', 'rejected invalid_value 1']);
    expect(draftsOf(series)).toMatchObject([{ steps: 7, source: { name: 'Open mHealth', kind: 'manual' } }]);
    const point = { header: header('step-count', '3.0'), body };
    expect((await readIn(`${JSON.stringify(point)}\n${JSON.stringify(point)}\n`)).map(({ place }) => place)).toEqual([
      'line 1',
      'line 2',
    ]);
    expect((await readIn({ shim: 'fitbit', body: [point] })).map(({ place, outcome }) => `${place} ${outcome}`)).toEqual([
      '/body/0 record',
    ]);
  });
});
