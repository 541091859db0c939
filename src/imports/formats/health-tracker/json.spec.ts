import { inShort, readByFormat } from '../../../../test/support/read-by-format.js';
import { HEALTH_TRACKER_JSON } from './json.js';

const WALK = { type: 'walking', startedAt: '2026-11-01T07:00:00Z', endedAt: '2026-11-01T07:30:00Z' };
const WHOLE = {
  export: 'health-tracker',
  version: 1,
  user: { displayName: 'Ada' },
  physicalActivities: [WALK, { ...WALK, steps: 5 }],
  sleepSessions: [{ id: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f', efficiencyPercent: 90 }],
  bloodTests: [],
  healthScoreHistory: [{}, {}],
  end: { counts: { physicalActivities: 2, sleepSessions: 1, bloodTests: 0, healthScoreHistory: 2 } },
};
const read = (content: object | string) =>
  readByFormat(HEALTH_TRACKER_JSON, typeof content === 'string' ? content : JSON.stringify(content));

describe('a file with all records in one object', () => {
  it('is what clients would send, by hand or from an export', async () => {
    const { readings, fault } = await read(WHOLE);
    expect(fault).toBeNull();
    expect(inShort(readings)).toEqual([
      '/physicalActivities/0: record',
      '/physicalActivities/1: record',
      '/sleepSessions/0: record',
      '/healthScoreHistory/0: skipped not_importable 2',
      expect.stringMatching(/\/user: skipped profile$/),
    ]);
    expect(readings[1]).toMatchObject({ collection: 'physical-activities', draft: { ...WALK, steps: 5 } });
    expect(readings[2]).toMatchObject({ id: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f', draft: {} });
    expect((readings[2] as { draft: object }).draft).not.toHaveProperty('efficiencyPercent');
  });

  it('needs neither a beginning nor an end', async () => {
    const { readings, fault } = await read({ sleepSessions: [{}, 7] });
    expect([inShort(readings), fault]).toEqual([['/sleepSessions/0: record', '/sleepSessions/1: rejected invalid_record'], null]);
  });

  it('is read as far as it goes, and then refused, when it was cut off', async () => {
    const text = JSON.stringify(WHOLE);
    const { readings, fault } = await read(text.slice(0, text.indexOf('"sleepSessions"')));
    expect(inShort(readings)).toEqual(['/physicalActivities/0: record', '/physicalActivities/1: record']);
    expect(fault).toBe('line 1: truncated');
    expect((await read({ ...WHOLE, end: undefined })).fault).toMatch(/: truncated$/);
  });

  it('is refused when something is missing, or of another version, or something else', async () => {
    expect((await read({ ...WHOLE, sleepSessions: [] })).fault).toMatch(/\/end: incomplete$/);
    expect((await read({ ...WHOLE, version: 2 })).fault).toBe('/physicalActivities/0: unsupported_version');
    expect(inShort((await read({ days: [] })).readings)).toEqual([expect.stringMatching(/: rejected unknown_document$/)]);
  });
});
