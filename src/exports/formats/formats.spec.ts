import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { Dice } from '../../../test/support/dice.js';
import { mutated } from '../../../test/support/mutations.js';
import { faultsOf } from '../../../test/support/readings.js';
import { wholeReading } from '../../../test/support/whole-reading.js';
import { CSV } from '../../imports/formats/csv/csv.js';
import { HEALTH_TRACKER_FHIR } from '../../imports/formats/health-tracker-fhir/health-tracker-fhir.js';
import { HEALTH_TRACKER_JSON } from '../../imports/formats/health-tracker/json.js';
import { HEALTH_TRACKER_NDJSON } from '../../imports/formats/health-tracker/ndjson.js';
import type { ImportFormat, ReadRecord } from '../../imports/import-format.js';
import type { ExportFormat } from '../export-format.js';
import type { Section, UserData } from '../user-data.js';
import { CSV_EXPORT } from './csv.js';
import { FHIR_EXPORT } from './fhir.js';
import { JSON_EXPORT } from './json.js';
import { NDJSON_EXPORT } from './ndjson.js';

const FORMATS: [string, ExportFormat, ImportFormat][] = [
  ['json', JSON_EXPORT, HEALTH_TRACKER_JSON],
  ['ndjson', NDJSON_EXPORT, HEALTH_TRACKER_NDJSON],
  ['csv', CSV_EXPORT, CSV],
  ['fhir', FHIR_EXPORT, HEALTH_TRACKER_FHIR],
];
const ACCIDENTS = 300;

const USER = '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f';
const idOf = (n: number): string => `019a1f3e-6c1b-7d60-9f5e-00000000000${n}`;
const times = {
  createdAt: '2026-11-03T07:00:00.000Z',
  updatedAt: '2026-11-03T07:00:00.000Z',
  localDate: '2026-11-01',
  userId: USER,
};
const [START, MIDDLE, END] = ['2026-11-01T22:00:00.000Z', '2026-11-01T23:30:00.250Z', '2026-11-02T05:00:00.000Z'];

/** What is said of two activities, a night and a blood test; what is not known is null. */
const SAID: Record<Exclude<Section, 'healthScoreHistory'>, Record<string, unknown>[]> = {
  physicalActivities: [0, 1].map((n) => ({
    id: idOf(n),
    type: 'walking',
    startedAt: START,
    endedAt: END,
    steps: n === 0 ? 0 : null,
    distanceMeters: n === 0 ? 3900.55 : null,
    activeEnergyKilocalories: null,
    moderateSeconds: n === 0 ? 600 : null,
    vigorousSeconds: null,
    averageHeartRateBpm: n === 0 ? 98.5 : null,
    maxHeartRateBpm: null,
    source: { name: '=Band; "4"\n', kind: 'watch', device: n === 0 ? 'Watch7,5' : null },
    externalId: n === 0 ? "'+1" : null,
    timeZone: 'Asia/Kathmandu',
  })),
  sleepSessions: [
    {
      id: idOf(2),
      startedAt: START,
      endedAt: END,
      isMainSleep: false,
      totalSleepSeconds: 5400,
      awakeSeconds: 19_799,
      lightSleepSeconds: 5400,
      deepSleepSeconds: 0,
      remSleepSeconds: 0,
      stages: [
        { stage: 'light', startedAt: START, endedAt: MIDDLE },
        { stage: 'awake', startedAt: MIDDLE, endedAt: END },
      ],
      source: { name: 'manual', kind: 'manual', device: null },
      externalId: null,
      timeZone: 'UTC',
    },
  ],
  bloodTests: [
    {
      id: idOf(3),
      collectedAt: START,
      fasting: false,
      laboratory: 'Süd, "Kiel"',
      results: [
        { analyte: 'hba1c', value: 48, unit: 'mmol/mol', comparator: null },
        { analyte: 'crp_hs', value: 0.3, unit: 'mg/L', comparator: '<' },
      ],
      source: { name: 'Labor', kind: 'laboratory', device: null },
      externalId: 'a,b',
      timeZone: 'UTC',
    },
  ],
};
const COMPUTED_OF_RESULT = { canonicalValue: 6.5, canonicalUnit: '%', referenceRange: null, interpretation: 'H' };
const SCORE = { asOf: '2026-11-02', status: 'scored', score: 57.3, coverage: 1, algorithmVersion: 'HS-1.0', metrics: [] };

/** As the API would answer it. */
const DATA: UserData = {
  exportedAt: '2026-11-24T09:12:30.123Z',
  user: JSON.stringify({
    id: USER,
    displayName: null,
    birthDate: '1984-05-17',
    sexAtBirth: 'female',
    heightCentimeters: 168,
    ...times,
  }),
  entries: async function* entries(section) {
    const said: Record<string, unknown>[] = section === 'healthScoreHistory' ? [SCORE] : SAID[section];
    for (const record of said) {
      const results = (record.results as object[] | undefined)?.map((result) => ({ ...result, ...COMPUTED_OF_RESULT }));
      yield JSON.stringify(section === 'healthScoreHistory' ? record : { ...record, ...times, ...(results && { results }) });
    }
  },
};

const written = (format: ExportFormat): Promise<Buffer> => buffer(Readable.from(format.write(DATA)));

/** Without what is not known, in whatever order. */
const known = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_key, member: unknown) => member ?? undefined));

describe.each(FORMATS)('an export as %s', (_name, exportFormat, importFormat) => {
  it('says what was said', async () => {
    const { readings, fault } = await wholeReading(importFormat, await written(exportFormat));
    expect(fault).toBeNull();
    const records = readings.filter((reading): reading is ReadRecord => reading.outcome === 'record');
    expect(records.map(({ id, draft }) => known({ id, ...draft }))).toEqual(known(Object.values(SAID).flat()));
    expect(records.flatMap(faultsOf)).toEqual([]);
    expect(readings.filter(({ outcome }) => outcome === 'rejected')).toEqual([]);
  });

  it('is never taken for whole when it was cut off, wherever', async () => {
    const file = await written(exportFormat);
    const whole = file.toString('latin1').trimEnd().length;
    const step = Math.max(1, Math.floor(whole / ACCIDENTS));
    for (let length = 0; length < whole; length += step) {
      const { fault } = await wholeReading(importFormat, file.subarray(0, length));
      expect([length, fault]).toEqual([length, { code: expect.any(String), place: expect.stringMatching(/./) }]);
    }
  });

  it('is read or refused whatever happened to it', async () => {
    const file = await written(exportFormat);
    const dice = new Dice(20_261_124);
    for (let round = 0; round < ACCIDENTS; round++) {
      const { readings } = await wholeReading(importFormat, mutated(file, dice));
      const records = readings.filter((reading): reading is ReadRecord => reading.outcome === 'record');
      expect(records.map(faultsOf)).toHaveLength(records.length); // the rules of their kinds can judge them all
    }
  });
});
