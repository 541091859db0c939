import { gzipSync } from 'node:zlib';
import { inShort, readByFormat } from '../../../../test/support/read-by-format.js';
import { FHIR } from '../fhir/fhir.js';
import { HEALTH_TRACKER_FHIR } from './health-tracker-fhir.js';

const ID = '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f';
const coding = (system: string, code: string): object => ({ coding: [{ system: `urn:health-tracker:${system}`, code }] });
const origin = {
  extension: [
    {
      url: 'urn:health-tracker:source',
      extension: [
        { url: 'name', valueString: 'Band' },
        { url: 'kind', valueCode: 'watch' },
      ],
    },
    { url: 'urn:health-tracker:time-zone', valueCode: 'Asia/Kathmandu' },
    { url: 'urn:health-tracker:fasting', valueBoolean: false },
  ],
  identifier: [{ system: 'urn:health-tracker:external-id', value: 'a' }],
};
const WALK = {
  resourceType: 'Observation',
  id: ID,
  ...origin,
  code: coding('kind', 'physicalActivity'),
  effectivePeriod: { start: '2026-11-01T07:00:00Z', end: '2026-11-01T07:30:00Z' },
  valueCodeableConcept: coding('activity-type', 'walking'),
  component: [{ code: coding('member', 'steps'), valueQuantity: { value: 3000, code: '{steps}' } }],
};
const RESULT = {
  resourceType: 'Observation',
  code: coding('analyte', 'crp'),
  valueQuantity: { value: 1, comparator: '<', unit: 'mg/L', code: 'mg/L' },
};
const REPORT = {
  resourceType: 'DiagnosticReport',
  id: ID,
  ...origin,
  effectiveDateTime: '2026-11-01T07:00:00Z',
  performer: [{ display: 'Labor Nord' }],
  result: [{ reference: 'urn:uuid:r' }],
};
const end = (counts: Record<string, number>): object => ({
  resourceType: 'Provenance',
  extension: [
    {
      url: 'urn:health-tracker:end',
      extension: Object.entries(counts).map(([url, valueUnsignedInt]) => ({ url, valueUnsignedInt })),
    },
  ],
});
const bundleOf = (...resources: object[]): object => ({
  resourceType: 'Bundle',
  meta: { source: 'urn:health-tracker:export:1' },
  entry: resources.map((resource) => ({ fullUrl: resource === RESULT ? 'urn:uuid:r' : 'urn:uuid:x', resource })),
});
const read = (bundle: object | string) =>
  readByFormat(HEALTH_TRACKER_FHIR, typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
const ORIGIN = { source: { name: 'Band', kind: 'watch' }, timeZone: 'Asia/Kathmandu', externalId: 'a' };

describe('a FHIR Bundle that an export is', () => {
  it('is records again', async () => {
    const { readings, fault } = await read(bundleOf({ resourceType: 'Patient' }, WALK, RESULT, REPORT, end({ bloodTests: 1 })));
    expect(fault).toBeNull();
    expect(readings).toEqual([
      {
        outcome: 'record',
        entries: 1,
        place: '/entry/1',
        collection: 'physical-activities',
        id: ID,
        draft: {
          ...ORIGIN,
          type: 'walking',
          startedAt: '2026-11-01T07:00:00Z',
          endedAt: '2026-11-01T07:30:00Z',
          steps: 3000,
        },
      },
      {
        outcome: 'record',
        entries: 2,
        place: '/entry/3',
        collection: 'blood-tests',
        id: ID,
        draft: {
          ...ORIGIN,
          collectedAt: '2026-11-01T07:00:00Z',
          fasting: false,
          laboratory: 'Labor Nord',
          results: [{ analyte: 'crp', value: 1, unit: 'mg/L', comparator: '<' }],
        },
      },
      expect.objectContaining({ outcome: 'skipped', reason: 'profile', place: '/entry/0' }),
    ]);
  });

  it('is known as such where it comes as any FHIR', async () => {
    const bundle = JSON.stringify(bundleOf(WALK, end({})));
    expect(await readByFormat(FHIR, bundle)).toEqual(await read(bundle));
    expect(await readByFormat(FHIR, gzipSync(bundle))).toEqual(await read(bundle));
  });

  it('says what it cannot read', async () => {
    const others = [{ resourceType: 'Condition' }, { resourceType: 'Observation' }, REPORT, RESULT];
    expect(inShort((await read(bundleOf(...others, end({})))).readings)).toEqual([
      '/entry/0: rejected unknown_resource',
      '/entry/1: rejected unknown_resource',
      '/entry/2: rejected missing_result',
      '/entry/3: rejected result_without_report',
    ]);
  });

  it.each([
    ['lacks its end', bundleOf(WALK), /: truncated$/],
    ['was cut off', JSON.stringify(bundleOf(WALK)).slice(0, -2), /: truncated$/],
    ['has fewer records than it says', bundleOf(WALK, end({ physicalActivities: 2 })), /^\/entry\/1: incomplete$/],
    ['goes on after its end', bundleOf(end({}), WALK), /^\/entry\/1: content_after_end$/],
    ['is from elsewhere', { resourceType: 'Bundle', entry: [{}] }, /: not_an_export$/],
    ['is no Bundle', [1], /: not_an_export$/],
  ])('is refused when it %s', async (_what, bundle, fault) => {
    expect((await read(bundle)).fault).toMatch(fault);
  });
});
