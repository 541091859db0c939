import { expectProblem, expectRefusal } from '../problem.js';
import type { Service } from '../service.js';
import { Records, type KindOfRecord } from './records.js';

const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** What no record of any kind can be. */
export function itRefusesImpossibleRecords(kind: KindOfRecord, service: () => Service): void {
  const { instant } = kind;
  let records: Records;
  beforeAll(async () => {
    records = await Records.ofSomebody(service(), kind);
  });

  it.each<[string, object, string[]]>([
    ['an instant without offset', { [instant]: '2025-03-10T12:00:00' }, [`/${instant} invalid_format`]],
    ['a date for an instant', { [instant]: '2025-03-10' }, [`/${instant} invalid_format`]],
    ['an instant that is none', { [instant]: '2025-02-29T12:00:00Z' }, [`/${instant} invalid_format`]],
    ['an instant as a number', { [instant]: 1_741_608_000 }, [`/${instant} invalid_type`]],
    ['no instant', { [instant]: undefined }, [`/${instant} required`]],
    ['a zone of no database', { timeZone: 'Mars/Olympus_Mons' }, ['/timeZone invalid_format']],
    ['a zone in other letters', { timeZone: 'europe/berlin' }, ['/timeZone invalid_format']],
    ['an offset for a zone', { timeZone: '+01:00' }, ['/timeZone invalid_format']],
    ['a source of no kind', { source: { name: 'X', kind: 'satellite' } }, ['/source/kind not_in_enum']],
    ['a source without a name', { source: { kind: 'watch' } }, ['/source/name required']],
    ['a nameless source', { source: { name: '', kind: 'watch' } }, ['/source/name invalid_length']],
    ['a long-winded source', { source: { name: 'x'.repeat(101), kind: 'watch' } }, ['/source/name invalid_length']],
    ['a source that is text', { source: 'watch' }, ['/source invalid_type']],
    ['a source that is a list', { source: [] }, ['/source invalid_type']],
    ['a list of sources', { source: [{ name: 'X', kind: 'watch' }] }, ['/source invalid_type']],
    ['an identifier that is too long', { externalId: 'x'.repeat(201) }, ['/externalId invalid_length']],
    ['an empty identifier', { externalId: '' }, ['/externalId invalid_length']],
    ['text with U+0000', { externalId: 'a\0b' }, ['/externalId invalid_format']],
    ['an unknown member', { surprise: true }, ['/surprise unknown_field']],
    ['an identifier of one’s own', { id: '018f0000-0000-7000-8000-000000000000' }, ['/id unknown_field']],
  ])('refuses %s', async (_what, wrong, faults) => {
    expectRefusal(await records.post(wrong), ...faults);
  });

  it('says everything that is wrong at once', async () => {
    const wrong = {
      [instant]: '2025-03-10',
      timeZone: 'Mars/Olympus_Mons',
      externalId: 'x'.repeat(201),
      source: { name: 'X', kind: 'satellite', device: 5 },
      surprise: true,
    };
    expectRefusal(
      await records.post(wrong),
      `/${instant} invalid_format`,
      '/externalId invalid_length',
      '/source/device invalid_type',
      '/source/kind not_in_enum',
      '/surprise unknown_field',
      '/timeZone invalid_format',
    );
  });

  it('takes what is a little ahead of the clock and refuses the far future', async () => {
    expect((await records.post({}, hoursFromNow(12))).status).toBe(201);
    const refused = await records.post({}, hoursFromNow(30));
    expectProblem(refused, 422, 'validation_failed');
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ pointer: `/${instant}`, code: 'in_the_future' }));
  });

  it.each([
    ['[]', 422],
    ['null', 422],
    ['5', 422],
    ['{', 400],
    ['', 400],
  ])('refuses the body %j', async (body, status) => {
    expectProblem(await service().post(records.path, body), status);
  });

  it('refuses a change to what no record can be', async () => {
    const { body } = await records.created();
    expectRefusal(await service().patch(records.at(body.id), { timeZone: 'Mars/Olympus_Mons' }), '/timeZone invalid_format');
    expectRefusal(await service().patch(records.at(body.id), { [instant]: '2025-03-10' }), `/${instant} invalid_format`);
    expect((await service().get(records.at(body.id))).body).toEqual(body);
  });
}
