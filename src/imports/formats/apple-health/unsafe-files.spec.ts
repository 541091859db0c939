import { gzipSync } from 'node:zlib';
import { appleExport, sampleOf } from '../../../../test/support/apple-export.js';
import { outcomes } from '../../../../test/support/readings.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';

const read = (content: string | Buffer) => wholeReading(APPLE_HEALTH, content);
const withDocumentType = (text: string, body = ''): string => `<!DOCTYPE HealthData ${text}>\n<HealthData>${body}</HealthData>`;
const LAUGHS = '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]';

describe('a file that is no export', () => {
  it.each([
    ['an entity of a file', withDocumentType('[<!ENTITY x SYSTEM "file:///etc/passwd">]', sampleOf({})), 'unsafe_document_type'],
    ['a billion laughs', withDocumentType(LAUGHS, '&b;'), 'unsafe_document_type'],
    ['a parameter entity', withDocumentType('[<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]'), 'unsafe_document_type'],
    ['a document type elsewhere', withDocumentType('SYSTEM "http://example.org/x.dtd"'), 'unsafe_document_type'],
    ['a public document type', withDocumentType('PUBLIC "-//X" "x.dtd" [ <!ELEMENT a (b)> ]'), 'unsafe_document_type'],
    ['an entity without a declaration', '<HealthData>&b;</HealthData>', 'malformed_xml'],
    ['another document', '<html/>', 'not_apple_health'],
    ['no XML', 'steps,100', 'malformed_xml'],
    ['nothing', '', 'truncated'],
    ['half a tag', '<HealthData><Record type="x"', 'truncated'],
    ['two roots', '<HealthData></HealthData><HealthData/>', 'malformed_xml'],
    ['elements without end', `<HealthData>${'<a>'.repeat(100)}`, 'too_deep'],
    ['a text without end', `<HealthData>${' '.repeat(5_000_000)}</HealthData>`, 'piece_too_long'],
    ['a value without end', `<HealthData><Record value="${'9'.repeat(5_000_000)}"/></HealthData>`, 'piece_too_long'],
    ['a document type without end', withDocumentType(`[<!-- ${'x'.repeat(5_000_000)}`), 'piece_too_long'],
  ])('is refused: %s', async (_, content, code) => {
    const { readings, fault } = await read(content);
    expect(fault?.code).toBe(code);
    expect(readings).toEqual([]);
  });

  it('is refused where it is not UTF-8', async () => {
    const { fault } = await read(
      Buffer.concat([Buffer.from('<HealthData>'), Buffer.from([0xff, 0xfe]), Buffer.from('</HealthData>')]),
    );
    expect(fault?.code).toBe('not_utf8');
  });

  it('is read up to the place where it breaks off', async () => {
    const whole = appleExport(sampleOf({}), sampleOf({ sourceName: 'Watch' }));
    const { readings, fault } = await read(whole.slice(0, whole.lastIndexOf('<Record') + 20));
    expect(outcomes(readings)).toEqual(['record 1']);
    expect(fault).toEqual({ code: 'truncated', place: 'line 11' });
  });

  it('has too many sources for one person', async () => {
    const { fault } = await read(
      appleExport(...Array.from({ length: 2001 }, (_, index) => sampleOf({ sourceName: `App ${index}` }))),
    );
    expect(fault?.code).toBe('too_many_sources');
  });

  it('is told by one line, however many kinds of entries nobody knows', async () => {
    const { readings, entries } = await read(
      appleExport(...Array.from({ length: 3000 }, (_, index) => sampleOf({ type: `Type${index}` }))),
    );
    expect(readings).toHaveLength(501);
    expect(entries).toBe(3000);
  });
});

describe('a gzipped file', () => {
  const packed = gzipSync(appleExport(sampleOf({})));

  it('is read like any other', async () => {
    expect(outcomes((await read(packed)).readings)).toEqual(['record 1']);
  });

  it('is refused where it is damaged or ends too early', async () => {
    expect((await read(packed.subarray(0, 100))).fault?.code).toBe('malformed_gzip');
    const damaged = Buffer.from(packed);
    damaged[packed.length - 6]! ^= 0xff;
    expect((await read(damaged)).fault?.code).toBe('malformed_gzip');
  });

  it('is refused where it would be too large', async () => {
    expect((await read(gzipSync(`<HealthData>${'<a/>'.repeat(10_000_000)}</HealthData>`))).fault?.code).toBe('zip_bomb');
  });
});
