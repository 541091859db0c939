import { readdirSync, readFileSync } from 'node:fs';
import { Dice } from '../../../test/support/dice.js';
import { sample } from '../../../test/support/readings.js';
import { wholeReading } from '../../../test/support/whole-reading.js';
import type { ImportFormat } from '../import-format.js';
import { FITABASE_FORMAT } from './fitabase/fitabase.js';
import { FITBIT_FORMAT } from './fitbit/fitbit.js';
import { GARMIN_FORMAT } from './garmin/garmin.js';
import { GOOGLE_FIT_FORMAT } from './google-fit/google-fit.js';
import { IHEALTH_FORMAT } from './ihealth/ihealth.js';
import { OPEN_MHEALTH_FORMAT } from './open-mhealth/open-mhealth.js';
import { OURA_FORMAT } from './oura/oura.js';
import { RUNKEEPER_FORMAT } from './runkeeper/runkeeper.js';
import { WITHINGS_FORMAT } from './withings/withings.js';

const FORMATS = [
  FITABASE_FORMAT,
  FITBIT_FORMAT,
  GARMIN_FORMAT,
  GOOGLE_FIT_FORMAT,
  IHEALTH_FORMAT,
  OPEN_MHEALTH_FORMAT,
  OURA_FORMAT,
  RUNKEEPER_FORMAT,
  WITHINGS_FORMAT,
];
const JSON_FORMATS = FORMATS.filter((format) => format !== FITABASE_FORMAT);
const MUTATIONS = 500;
/** Of the samples that are long, in characters. */
const BEGINNING = 4000;
/** A line, a JSON pointer, or both. */
const PLACE = /^(line \d+)?(\/|$)/;

const samplesOf = ({ name }: ImportFormat): string[] =>
  (readdirSync(sample(name), { recursive: true }) as string[]).filter((file) => /\.(json|csv|gpx)$/.test(file)).toSorted();

const contentOf = (format: ImportFormat, name: string): string => readFileSync(sample(`${format.name}/${name}`), 'utf8');

/** How many entries the samples have, counted by hand. */
const ENTRIES: readonly (readonly [ImportFormat, string, number])[] = [
  [FITABASE_FORMAT, 'daily_activity.csv', 940],
  [FITABASE_FORMAT, 'daily_sleep.csv', 413],
  [FITABASE_FORMAT, 'weight_log.csv', 67],
  [FITBIT_FORMAT, 'fitbit-activities-date-empty-activities-list.json', 1],
  [FITBIT_FORMAT, 'fitbit-activities-date-single-in-activities-list.json', 2],
  [FITBIT_FORMAT, 'fitbit-activities-heart-1d-1m-intraday.json', 6],
  [FITBIT_FORMAT, 'fitbit-activities-steps-1d-1m-intraday.json', 4],
  [FITBIT_FORMAT, 'fitbit-body-log-weight.json', 4],
  [FITBIT_FORMAT, 'fitbit-sleep-date.json', 2],
  [FITBIT_FORMAT, 'fitbit-sleep-date-empty-sleep-list.json', 0],
  [GARMIN_FORMAT, 'sample_sleep_data.json', 1],
  [GOOGLE_FIT_FORMAT, 'googlefit-merge-calories-expended.json', 3],
  [GOOGLE_FIT_FORMAT, 'googlefit-merge-step-deltas.json', 4],
  [GOOGLE_FIT_FORMAT, 'googlefit-empty.json', 0],
  [OURA_FORMAT, 'v2_workouts.json', 1],
  [WITHINGS_FORMAT, 'withings-activity-measures.json', 4],
  [WITHINGS_FORMAT, 'withings-body-measures.json', 5],
  [WITHINGS_FORMAT, 'withings-intraday-activity.json', 6],
  [WITHINGS_FORMAT, 'withings-sleep-measures.json', 3],
];

it.each(ENTRIES.map(([format, name, entries]) => [format.name, name, entries, format] as const))(
  'the format %s says of %s what became of each of its %i entries',
  async (_format, name, entries, format) => {
    expect(await wholeReading(format, contentOf(format, name))).toMatchObject({ entries, fault: null });
  },
);

describe.each(FORMATS.map((format) => [format.name, format] as const))('the format %s', (_name, format) => {
  it('reads the same in the same file, each record under an id of its own', async () => {
    for (const name of samplesOf(format)) {
      const first = await wholeReading(format, contentOf(format, name));
      expect(await wholeReading(format, contentOf(format, name))).toEqual(first);
      const ids = first.readings.flatMap((reading) => (reading.outcome === 'record' ? [idOf(reading.draft)] : []));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it(`reads or refuses ${MUTATIONS} files that something happened to`, async () => {
    const dice = new Dice(20_261_101);
    const texts = samplesOf(format).map((name) =>
      contentOf(format, name).slice(0, name.endsWith('.csv') ? BEGINNING : undefined),
    );
    let records = 0;
    for (let count = 0; count < MUTATIONS; count++) {
      const { readings, fault } = await wholeReading(format, mutated(dice.oneOf(texts), dice));
      const places = [...readings, ...(fault ? [fault] : [])].map(({ place }) => place);
      expect(places.filter((place) => !PLACE.test(place))).toEqual([]);
      expect(readings.filter(({ entries }) => !(entries > 0))).toEqual([]);
      records += readings.filter(({ outcome }) => outcome === 'record').length;
    }
    expect(records).toBeGreaterThan(0);
  });
});

describe.each(JSON_FORMATS.map((format) => [format.name, format] as const))('the format %s', (_name, format) => {
  it('reads what is whole of a file that ends too early, and says that it does', async () => {
    for (const name of samplesOf(format).filter((one) => one.endsWith('.json'))) {
      const text = contentOf(format, name).trimEnd();
      const whole = await wholeReading(format, text);
      for (const part of [0.3, 0.6, 0.9]) {
        const { readings, fault } = await wholeReading(format, text.slice(0, Math.floor(text.length * part)));
        expect(readings).toEqual(whole.readings.slice(0, readings.length));
        expect(fault?.code).toBe('truncated');
      }
    }
  });
});

const idOf = (draft: object): string => {
  const { source, externalId } = draft as { source: { name: string }; externalId: string };
  expect(externalId.length).toBeLessThanOrEqual(200);
  expect(source.name.length).toBeLessThanOrEqual(100);
  return `${source.name} ${externalId}`;
};

const VALUES = [
  'null',
  '-1',
  '0',
  '1e999',
  '99999999999999999999999',
  '1.5',
  'true',
  '""',
  '"\\u0000"',
  '"2026-02-30T25:61:00"',
  '[]',
  '{}',
  '[[[[',
  '{"a":',
  '"constructor"',
  '"__proto__"',
  '\u{1f600}',
  ',',
  ']',
  '}',
  '"',
  '\n',
  '2016-04-12T02:30:00',
];

/** Cuts something out, doubles it, or puts something else in its place, up to three times. */
function mutated(text: string, dice: Dice): string {
  let result = text;
  for (let count = dice.from(1, 3); count > 0; count--) {
    const [from, length] = [dice.from(0, result.length), dice.from(0, dice.happens(0.2) ? result.length : 12)];
    const [before, part, after] = [result.slice(0, from), result.slice(from, from + length), result.slice(from + length)];
    const value = /^[^\d"]*(?:"[^"]*"|[\d.]+)/.exec(result.slice(from))?.[0] ?? '';
    const changes = [
      before + after,
      before + part + part + after,
      before,
      before + dice.oneOf(VALUES) + after,
      before + value.replace(/("[^"]*"|[\d.]+)$/, () => dice.oneOf(VALUES)) + result.slice(from + value.length),
    ];
    result = dice.oneOf(changes);
  }
  return result;
}
