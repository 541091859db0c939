import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { inShort, readByFormat } from '../../../../test/support/read-by-format.js';
import type { ReadRecord } from '../../import-format.js';
import { CSV } from './csv.js';

const read = (content: string | Buffer) => readByFormat(CSV, content);
const linesOf = (...lines: string[]) => lines.join('\r\n');
const draftsIn = async (content: string) => ((await read(content)).readings as ReadRecord[]).map(({ draft }) => draft);

const ACTIVITIES = linesOf(
  'type,startedAt,endedAt,steps,distanceMeters,source.name,source.kind,source.device,externalId',
  'walking,2026-11-01T07:00:00Z,2026-11-01T07:30:00Z,3000,2150.5,Band,watch,,a',
  'running,2026-11-02T07:00:00Z,2026-11-02T07:30:00Z,,,,,,b',
);
const TESTS = linesOf(
  'collectedAt,fasting,laboratory,analyte,value,unit,comparator',
  '2026-11-01T07:00:00Z,TRUE,"Labor ""Nord"", Kiel",hba1c,5.4,%,',
  '2026-11-01T07:00:00Z,TRUE,"Labor ""Nord"", Kiel",crp,1,mg/L,<',
  '2026-11-02T07:00:00Z,,,hba1c,5.5,%,',
);

describe('a CSV', () => {
  it('is activities', async () => {
    expect(await draftsIn(ACTIVITIES)).toEqual([
      {
        type: 'walking',
        startedAt: '2026-11-01T07:00:00Z',
        endedAt: '2026-11-01T07:30:00Z',
        steps: 3000,
        distanceMeters: 2150.5,
        source: { name: 'Band', kind: 'watch' },
        externalId: 'a',
      },
      { type: 'running', startedAt: '2026-11-02T07:00:00Z', endedAt: '2026-11-02T07:30:00Z', externalId: 'b' },
    ]);
  });

  it('is sleep', async () => {
    const stages = 'light 2026-11-01T22:00:00Z/2026-11-01T23:00:00Z; deep 2026-11-01T23:00:00Z/2026-11-02T00:00:00Z';
    const [draft] = await draftsIn(
      linesOf('startedAt,endedAt,isMainSleep,stages', `2026-11-01T22:00:00Z,2026-11-02T00:00:00Z,false,${stages}`),
    );
    expect(draft).toMatchObject({
      isMainSleep: false,
      stages: [
        { stage: 'light', startedAt: '2026-11-01T22:00:00Z', endedAt: '2026-11-01T23:00:00Z' },
        { stage: 'deep', startedAt: '2026-11-01T23:00:00Z', endedAt: '2026-11-02T00:00:00Z' },
      ],
    });
  });

  it('is blood tests, with the rows of one together', async () => {
    const { readings, fault } = await read(TESTS);
    expect([inShort(readings), fault]).toEqual([['line 2: record 2', 'line 4: record'], null]);
    expect((readings[0] as ReadRecord).draft).toMatchObject({
      collectedAt: '2026-11-01T07:00:00Z',
      fasting: true,
      laboratory: 'Labor "Nord", Kiel',
      results: [
        { analyte: 'hba1c', value: 5.4, unit: '%' },
        { analyte: 'crp', value: 1, unit: 'mg/L', comparator: '<' },
      ],
      externalId: expect.stringMatching(/^content:/),
    });
  });

  it('says the same with semicolons or tabs, line feeds alone, a byte-order mark, empty rows, and columns in any order', async () => {
    const expected = await draftsIn(ACTIVITIES);
    const reordered = linesOf(
      '',
      ',,,,,,,,',
      ...ACTIVITIES.split('\r\n').map((line) => line.split(',').toReversed().join(',')),
      ',,,,,,,,',
    );
    for (const variant of [
      ACTIVITIES.replaceAll(',', ';'),
      ACTIVITIES.replaceAll(',', '\t'),
      ACTIVITIES.replaceAll('\r\n', '\n'),
      `\ufeff${ACTIVITIES}\r\n\r\n`,
      reordered,
    ]) {
      expect(await draftsIn(variant)).toEqual(expected);
    }
  });

  it('says by line and column what it cannot read, and reads the rest', async () => {
    const wrong = linesOf(
      'type,startedAt,endedAt,steps',
      'walking,2026-11-01T07:00:00Z,2026-11-01T07:30:00Z,"3,5"',
      'walking,2026-11-01T07:00:00Z,2026-11-01T07:30:00Z',
      'walking,2026-11-01T07:00:00Z,2026-11-01T07:30:00Z,7',
    );
    expect(inShort((await read(wrong)).readings)).toEqual([
      'line 2, column steps: rejected invalid_number',
      'line 3, column type: rejected wrong_number_of_cells',
      'line 4: record',
    ]);
  });

  it('does not read a part of a blood test', async () => {
    const rows = TESTS.replace(',1,mg/L', ',n/a,mg/L');
    expect(inShort((await read(rows)).readings)).toEqual(['line 2, column value: rejected invalid_number 2', 'line 4: record']);
    const apart = linesOf('externalId,collectedAt,analyte,value,unit', ...['a', 'b', 'a'].map((id) => `${id},then,hba1c,5,%`));
    expect(inShort((await read(apart)).readings)).toEqual(['line 2: record', 'line 3: record', 'line 4: rejected rows_apart']);
  });

  it('is skipped where it is about the profile or past scores', async () => {
    expect(inShort((await read('id,displayName\n1,Ada\n')).readings)).toEqual(['line 2: skipped profile']);
    expect(inShort((await read('asOf,score\n1,2\n3,4\n')).readings)).toEqual(['line 2: skipped not_importable 2']);
  });

  it('may be a header alone', async () => {
    expect(await read('type,startedAt,endedAt,steps\n')).toMatchObject({ readings: [], fault: null });
  });

  it.each([
    ['without a header', '', 'line 1: truncated'],
    ['with columns of nothing', 'name,age\n', 'line 1: unknown_header'],
    ['with a column that nothing has', 'type,startedAt,endedAt,pace\n', 'line 1: unknown_column'],
    ['with a column twice', 'type,startedAt,endedAt,steps,steps\n', 'line 1: duplicate_column'],
    ['that ends within quotes', 'type,startedAt,endedAt\n\n"walking', 'line 3: truncated'],
    ['with half quotes', 'type,startedAt,endedAt\na"b,c,d\n', 'line 2: malformed_csv'],
    ['with endless rows', `type,startedAt,endedAt\n"${'a\n'.repeat(600_000)}`, 'line many: entry_too_large'],
  ])('is refused %s', async (_what, content, fault) => {
    expect((await read(content)).fault?.replace(/\d{5,}/, 'many')).toBe(fault);
  });

  it('is refused from a line on that is not UTF-8', async () => {
    const latin = Buffer.concat([Buffer.from(`${ACTIVITIES}\r\n`), Buffer.from('walking,\xe9,b\r\n', 'latin1')]);
    expect((await read(latin)).fault).toBe('line 4: not_utf8');
  });

  it('is never anything but read or refused, whatever is wrong with it', async () => {
    const whole = Buffer.from(TESTS);
    const mutation = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(mutation, async (bytes) => {
        const mutated = Buffer.from(whole);
        for (const [at, byte] of bytes) mutated[at] = byte;
        for (const { place } of (await read(mutated)).readings) expect(place).toMatch(/^line \d+(, column \w+)?$/);
      }),
      { numRuns: 300 },
    );
  });
});

interface Packed {
  [name: string]: string;
}

async function zipOf(files: Packed): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

const manifestOf = (files: Packed, rows: number): string =>
  JSON.stringify({
    files: Object.entries(files).map(([name, text]) => ({ name, rows, sha256: createHash('sha256').update(text).digest('hex') })),
  });

describe('a zip of CSVs', () => {
  const files = { 'tests.csv': TESTS, 'activities.csv': ACTIVITIES };

  it('is all of them, with or without a manifest', async () => {
    const expected = [
      'tests.csv line 2: record 2',
      'tests.csv line 4: record',
      'activities.csv line 2: record',
      'activities.csv line 3: record',
    ];
    const { readings, fault } = await read(await zipOf({ ...files, 'notes.txt': 'x' }));
    expect([inShort(readings), fault]).toEqual([[...expected, 'notes.txt: skipped not_supported'], null]);
    const one = { 'activities.csv': ACTIVITIES };
    expect((await read(await zipOf({ ...one, 'manifest.json': manifestOf(one, 2) }))).fault).toBeNull();
  });

  it.each([
    ['has fewer rows than its manifest says', { 'activities.csv': ACTIVITIES }, 3, 'activities.csv: incomplete'],
    ['has other files than its manifest says', {}, 2, 'manifest.json: incomplete'],
    [
      'has another file than its manifest says',
      { 'activities.csv': ACTIVITIES.replace('3000', '3001') },
      2,
      'activities.csv: incomplete',
    ],
  ])('is refused when it %s', async (_what, content, rows, fault) => {
    const manifest = manifestOf({ 'activities.csv': ACTIVITIES }, rows);
    expect((await read(await zipOf({ ...(content as Packed), 'manifest.json': manifest }))).fault).toBe(fault);
  });

  it('is refused when it was cut off, or is damaged', async () => {
    const zip = await zipOf(files);
    expect((await read(zip.subarray(0, -30))).fault).toBe('the file: malformed_zip');
    const damaged = Buffer.from(zip);
    damaged.fill(0, 60, 90);
    expect((await read(damaged)).fault).toMatch(/malformed_zip$/);
  });

  it('is refused when it would be far larger than it is', async () => {
    expect((await read(await zipOf({ 'a.csv': ' '.repeat(20_000_000) }))).fault).toBe('a.csv: zip_bomb');
  });
});
