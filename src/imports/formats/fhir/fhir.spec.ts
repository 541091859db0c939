import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { draftsOf, outcomes, sample } from '../../../../test/support/readings.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { FHIR } from './fhir.js';

const read = (content: string | Buffer, zone?: string) => wholeReading(FHIR, content, zone);
const OBSERVATIONS = readFileSync(sample('fhir/synthea-observations.ndjson'));
const BUNDLE = readFileSync(sample('fhir/synthea-bundle.json'), 'utf8');

interface Draft {
  collectedAt: string;
  externalId: string;
  results: { analyte: string; value: number; unit: string }[];
}

describe('Observations of a patient, one a line', () => {
  it('are blood tests, each result of the file in exactly one reading', async () => {
    const { readings, entries, fault } = await read(OBSERVATIONS);
    expect(fault).toBeNull();
    expect(entries).toBe(99);
    const drafts = draftsOf(readings) as unknown as Draft[];
    const collections = new Set(
      OBSERVATIONS.toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { effectiveDateTime: string; encounter: { reference: string } })
        .map(({ effectiveDateTime, encounter }) => `${effectiveDateTime} ${encounter.reference}`),
    );
    expect(drafts).toHaveLength(collections.size);
    expect(new Set(drafts.map(({ externalId }) => externalId)).size).toBe(drafts.length);
    const results = drafts.flatMap((draft) => draft.results);
    expect(results.filter(({ analyte, unit }) => analyte === 'rdw_sd' && unit === 'fL')).not.toEqual([]);
    expect(results.filter(({ analyte }) => analyte === 'rdw')).toEqual([]);
    expect(results.filter(({ analyte }) => analyte === 'glucose_random')).not.toEqual([]);
    expect(new Set(results.filter(({ analyte }) => analyte === 'egfr').map(({ unit }) => unit))).toEqual(
      new Set(['mL/min/{1.73_m2}']),
    );
  });

  it('with a rate of filtration that is not per body surface are told of it', async () => {
    const { readings } = await read(OBSERVATIONS);
    const rejected = readings.filter((reading) => reading.outcome === 'rejected' && reading.code === 'unit_not_convertible');
    expect(rejected).not.toEqual([]);
    for (const { place } of rejected) expect(place).toMatch(/^line \d+$/);
  });

  it('with codes that nobody knows here name them', async () => {
    const { readings } = await read(OBSERVATIONS);
    const details = readings.flatMap((reading) =>
      reading.outcome === 'skipped' && reading.reason === 'unknown_code' ? [reading.detail] : [],
    );
    expect(details).toContain('LOINC 32207-3');
  });

  it('are the same when they are gzipped', async () => {
    expect(await read(gzipSync(OBSERVATIONS))).toEqual(await read(OBSERVATIONS));
  });

  it('of more than one person are refused as a whole', async () => {
    const [first, ...others] = OBSERVATIONS.toString().trim().split('\n');
    const another = first!.replace(/"urn:uuid:[^"]*"/, '"Patient/another"');
    const { readings, fault } = await read([...others, another].join('\n'));
    expect(fault).toEqual({ code: 'several_subjects', place: 'line 99' });
    expect(draftsOf(readings)).toEqual([]);
  });

  it('are kept up to the place where the file breaks off', async () => {
    const { readings, entries, fault } = await read(OBSERVATIONS.subarray(0, OBSERVATIONS.length - 50));
    expect(fault).toEqual({ code: 'truncated', place: 'line 99' });
    expect(entries).toBe(98);
    expect(draftsOf(readings)).not.toEqual([]);
  });
});

describe('a Bundle', () => {
  it('has what is laboratory, and counts the rest', async () => {
    const { readings, entries, fault } = await read(BUNDLE);
    expect(fault).toBeNull();
    const resources = (JSON.parse(BUNDLE) as { entry: { resource: { component?: unknown[] } }[] }).entry;
    expect(entries).toBe(resources.reduce((sum, { resource }) => sum + (resource.component?.length ?? 1), 0));
    expect(outcomes(readings).filter((outcome) => outcome.startsWith('skipped'))).toContain('skipped not_supported 1');
    const [first] = draftsOf(readings) as unknown as Draft[];
    expect(first!.results.length).toBeGreaterThan(3);
    expect(readings.find(({ outcome }) => outcome === 'record')?.place).toMatch(/^\/entry\/\d+\/resource$/);
  });

  it('is read whatever comes first in it, pretty or not', async () => {
    const { entry, ...others } = JSON.parse(BUNDLE) as { entry: unknown[] };
    expect(await read(JSON.stringify({ entry, ...others }))).toEqual(await read(JSON.stringify({ ...others, entry }, null, 4)));
  });

  it.each([
    ['truncated', BUNDLE.slice(0, 20_000), 'truncated'],
    ['no JSON', 'LOINC;value', 'malformed_json'],
    ['empty', '', 'truncated'],
    ['of a wrong comma', BUNDLE.replace('"status": "final",', '"status": "final",,'), 'malformed_json'],
  ])('that is malformed says where: %s', async (_, text, code) => {
    const { fault } = await read(text);
    expect(fault).toMatchObject({ code, place: expect.stringMatching(/^line \d+/) as string });
  });

  it('of nothing says nothing, and JSON that is no resource is told', async () => {
    expect((await read('{"resourceType": "Bundle", "type": "collection"}')).readings).toEqual([]);
    expect(outcomes((await read('{"steps": 1}')).readings)).toEqual(['rejected not_a_resource 1']);
    expect(outcomes((await read('{"resourceType": "Bundle", "entry": [{}, 5, null]}')).readings)).toEqual([
      'rejected not_a_resource 1',
      'rejected not_a_resource 1',
      'rejected not_a_resource 1',
    ]);
  });
});
