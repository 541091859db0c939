import fc from 'fast-check';
import { inShort, readByFormat } from '../../../../test/support/read-by-format.js';
import type { ReadRecord } from '../../import-format.js';
import { HEALTH_TRACKER_NDJSON } from './ndjson.js';

const ID = '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f';
const WALK = { type: 'walking', startedAt: '2026-11-01T07:00:00Z', endedAt: '2026-11-01T07:30:00Z' };
const line = (record: object, type = 'physicalActivity'): string => JSON.stringify({ type, record });
const HEAD = '{"type":"export","export":"health-tracker","version":1}';
const END = '{"type":"end","counts":{"physicalActivities":1}}';

const read = (...lines: string[]) => readByFormat(HEALTH_TRACKER_NDJSON, lines.join('\n'));
const draftsOf = async (...lines: string[]): Promise<ReadRecord[]> => (await read(...lines)).readings as ReadRecord[];

describe('a file with a record a line', () => {
  it('is what clients would send, by hand or from an export', async () => {
    const record = { ...WALK, id: ID.toUpperCase(), userId: ID, localDate: '2026-11-01', createdAt: 'x', updatedAt: 'y' };
    const { readings, fault } = await read(HEAD, '{"type":"user","record":{}}', line({ ...record, externalId: null }), END, '');
    expect(fault).toBeNull();
    expect(readings).toEqual([
      {
        outcome: 'record',
        entries: 1,
        place: 'line 3',
        collection: 'physical-activities',
        draft: { ...WALK, externalId: null },
        id: ID,
      },
      expect.objectContaining({ outcome: 'skipped', place: 'line 2', reason: 'profile' }),
    ]);
  });

  it('needs neither a beginning nor an end, nor line feeds alone, and may begin with a byte-order mark', async () => {
    const { readings, fault } = await readByFormat(
      HEALTH_TRACKER_NDJSON,
      `\ufeff${line(WALK)}\r\n\r\n${line(WALK, 'bloodTest')}`,
    );
    expect([inShort(readings), fault]).toEqual([['line 1: record', 'line 3: record'], null]);
  });

  it('leaves out what is computed of the results of a blood test', async () => {
    const result = { analyte: 'hba1c', value: 5.4, unit: '%', comparator: null };
    const computed = { canonicalValue: 5.4, canonicalUnit: '%', referenceRange: null, interpretation: 'N' };
    const [test] = await draftsOf(line({ collectedAt: 'then', results: [{ ...result, ...computed }] }, 'bloodTest'));
    expect(test!.draft).toMatchObject({ results: [result] });
    expect((test!.draft as { results: object[] }).results[0]).toEqual(result);
  });

  it('names records that nobody has named by what they say', async () => {
    const reversed = Object.fromEntries(Object.entries(WALK).toReversed());
    const records = await draftsOf(
      line(WALK),
      line({ ...reversed, steps: null }),
      line({ ...WALK, steps: 0 }),
      line(WALK, 'sleepSession'),
    );
    const [one, same, other, sleep] = records.map(({ draft }) => (draft as { externalId: string }).externalId);
    expect(one).toMatch(/^content:[\w-]{43}$/);
    expect(same).toBe(one);
    expect(new Set([one, other, sleep]).size).toBe(3);
    const [named] = await draftsOf(line({ ...WALK, externalId: 'a' }));
    expect([named!.draft, named!.id]).toEqual([{ ...WALK, externalId: 'a' }, undefined]);
  });

  it('says which lines it cannot read, and reads the others', async () => {
    const lines = ['{"type":', '[]', line(WALK, 'constructor'), '{"type":"sleepSession"}', line({ id: 'x' }), line(WALK)];
    expect(inShort((await read(...lines)).readings)).toEqual([
      'line 1: rejected malformed_json',
      'line 2: rejected malformed_json',
      'line 3: rejected unknown_type',
      'line 4: rejected invalid_record',
      'line 5: rejected invalid_id',
      'line 6: record',
    ]);
    const latin = Buffer.concat([Buffer.from(`${line(WALK)}\n"`), Buffer.from([0xe9]), Buffer.from(`"\n${line(WALK)}\n`)]);
    expect(inShort((await readByFormat(HEALTH_TRACKER_NDJSON, latin)).readings)).toEqual([
      'line 1: record',
      'line 2: rejected not_utf8',
      'line 3: record',
    ]);
  });

  it('counts what makes no record', async () => {
    const { readings } = await read(line({}, 'healthScore'), line({}, 'healthScore'), line(WALK));
    expect(inShort(readings)).toEqual(['line 3: record', 'line 1: skipped not_importable 2']);
  });

  it.each([
    ['without its end', [HEAD, line(WALK)], 'line 2: truncated'],
    ['that ends in the middle of a line', [HEAD, line(WALK), END.slice(0, 20)], 'line 3: truncated'],
    ['that lacks a line', [HEAD, END], 'line 2: incomplete'],
    ['that has a line twice', [HEAD, line(WALK), line(WALK), END], 'line 4: incomplete'],
    ['that goes on after its end', [HEAD, line(WALK), END, line(WALK)], 'line 4: content_after_end'],
    ['of another version', ['{"type":"export","version":2}', END], 'line 1: unsupported_version'],
    ['with nothing in it', [''], 'line 1: truncated'],
    ['with a line without end', [`"${'x'.repeat(4_300_000)}`], 'line 1: entry_too_large'],
  ])('is refused %s', async (_what, lines, fault) => {
    expect((await read(...lines)).fault).toBe(fault);
  });

  it('is never anything but read or refused, whatever is wrong with it', async () => {
    const whole = Buffer.from([HEAD, line(WALK), line({ results: [1] }, 'bloodTest'), END].join('\n'));
    const mutation = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(mutation, fc.nat(whole.length), async (bytes, length) => {
        const mutated = Buffer.from(whole.subarray(0, length));
        for (const [at, byte] of bytes) if (at < length) mutated[at] = byte;
        const { readings } = await readByFormat(HEALTH_TRACKER_NDJSON, mutated);
        for (const { place } of readings) expect(place).toMatch(/^line \d$/);
      }),
      { numRuns: 300 },
    );
  });
});
