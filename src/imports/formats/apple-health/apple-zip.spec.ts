import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { appleExport, element, sampleOf } from '../../../../test/support/apple-export.js';
import { draftsOf, outcomes } from '../../../../test/support/readings.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';

async function zipOf(files: Record<string, string | Buffer>, compress = true): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  return buffer(zip.outputStream);
}
const read = async (files: Record<string, string | Buffer>) => wholeReading(APPLE_HEALTH, await zipOf(files));
const EXPORT = appleExport(sampleOf({}));
const CDA = '<ClinicalDocument/>';
const observation = (id: string, loinc: string, value: number, unit: string, members: object = {}): string =>
  JSON.stringify({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: loinc }] },
    subject: { reference: `Patient/${id}` },
    effectiveDateTime: '2024-03-05T08:00:00+01:00',
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    ...members,
  });

describe('the zip that Apple Health makes', () => {
  it.each([
    ['in the folder that Apple makes', { 'apple_health_export/export_cda.xml': CDA, 'apple_health_export/export.xml': EXPORT }],
    ['in no folder', { 'export.xml': EXPORT }],
    ['in another folder', { 'a/b/export.xml': EXPORT }],
    ['in German', { 'apple_health_export/export_cda.xml': CDA, 'apple_health_export/Exportieren.xml': EXPORT }],
    ['in Chinese', { 'apple_health_export/导出.xml': EXPORT, 'apple_health_export/electrocardiograms/a.xml': CDA }],
    ['made again on a Mac', { '__MACOSX/apple_health_export/._export.xml': 'x', 'apple_health_export/export.xml': EXPORT }],
  ])('has the export %s', async (_, files: Record<string, string>) => {
    const { readings, fault } = await read(files);
    expect(fault).toBeNull();
    expect(outcomes(readings)).toEqual(['record 1']);
    expect(readings[0]!.place).toMatch(/\.xml line 10$/);
  });

  it('has clinical records, which are of one person whatever each hospital calls it', async () => {
    const folder = 'apple_health_export/clinical-records';
    const { readings, entries } = await read({
      'apple_health_export/export.xml': EXPORT,
      [`${folder}/LabResult-1.json`]: observation('1', '2093-3', 5.2, 'mmol/L'),
      [`${folder}/LabResult-2.json`]: observation('2', '2085-9', 1.4, 'mmol/L'),
      [`${folder}/Condition-3.json`]: '{"resourceType": "Condition"}',
      [`${folder}/LabResult-4.json`]: '{"resourceType": ',
    });
    expect(entries).toBe(5);
    expect(outcomes(readings)).toEqual(['record 1', 'rejected malformed_json 1', 'record 2', 'skipped not_supported 1']);
    expect(draftsOf(readings)[1]).toEqual({
      collectedAt: '2024-03-05T07:00:00.000Z',
      source: { name: 'Apple Health Records', kind: 'laboratory' },
      externalId: 'collection:2024-03-05T07:00:00.000Z',
      results: [
        { analyte: 'chol_total', value: 5.2, unit: 'mmol/L' },
        { analyte: 'hdl', value: 1.4, unit: 'mmol/L' },
      ],
    });
  });

  it('says which clinical records are named in it and are not there', async () => {
    const records = ['1', '2'].map((n) =>
      element('ClinicalRecord', { resourceFilePath: `/clinical-records/LabResult-${n}.json` }),
    );
    const { readings } = await read({
      'apple_health_export/export.xml': appleExport(...records),
      'apple_health_export/clinical-records/LabResult-1.json': observation('1', '2093-3', 5.2, 'mmol/L'),
    });
    expect(outcomes(readings)).toEqual(['skipped not_in_the_file 1', 'record 1']);
  });

  it('is refused without an export, and an export within a zip within it is not looked for', async () => {
    expect((await read({ 'readme.txt': 'hello' })).fault?.code).toBe('not_apple_health');
    expect((await read({ 'inner.zip': await zipOf({ 'export.xml': EXPORT }) })).fault?.code).toBe('not_apple_health');
  });

  it('is refused where it would be far larger than it looks', async () => {
    const { readings, fault } = await read({ 'export.xml': `<HealthData>${'<a/>'.repeat(10_000_000)}</HealthData>` });
    expect(fault).toEqual({ code: 'zip_bomb', place: 'export.xml' });
    expect(readings).toEqual([]);
  });

  it('is refused where it says less than it has', async () => {
    const zip = await zipOf({ 'export.xml': EXPORT });
    const directory = zip.lastIndexOf('PK\u0001\u0002');
    zip.writeUInt32LE(100, directory + 24);
    expect((await wholeReading(APPLE_HEALTH, zip)).fault?.code).toBe('malformed_zip');
  });

  it.each([
    ['a byte is another one', (zip: Buffer) => void zip.write('Y', zip.indexOf('iPhone'))],
    ['it is encrypted', (zip: Buffer) => void zip.writeUInt16LE(1, zip.lastIndexOf('PK\u0001\u0002') + 8)],
    ['a name leads out of it', (zip: Buffer) => void zip.write('../e.xml.x', zip.lastIndexOf('export.xml'))],
  ])('is refused where %s', async (_, spoil) => {
    const zip = await zipOf({ 'export.xml': EXPORT }, false);
    spoil(zip);
    expect(['malformed_zip', 'encrypted_zip']).toContain((await wholeReading(APPLE_HEALTH, zip)).fault?.code);
  });

  it('is refused where it ends too early', async () => {
    const zip = await zipOf({ 'export.xml': EXPORT });
    expect((await wholeReading(APPLE_HEALTH, zip.subarray(0, zip.length - 30))).fault?.code).toBe('malformed_zip');
  });
});
