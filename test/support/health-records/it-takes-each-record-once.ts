import type { Answer, Service } from '../service.js';
import { expectProblem } from '../problem.js';
import { Records, type KindOfRecord } from './records.js';

const WATCH = { name: 'Band 4', kind: 'watch' };
const REPORTED = { source: WATCH, externalId: 'abc' };

const idOf = ({ body }: Answer): string => body.id as string;
const essence = (answer: Answer) => ({ status: answer.status, etag: answer.headers.get('etag'), id: idOf(answer) });

/** Records that a source reports again. */
export function itTakesEachRecordOnce(kind: KindOfRecord, service: () => Service): void {
  let records: Records;
  beforeEach(async () => {
    records = await Records.ofSomebody(service(), kind);
  });
  const howMany = async (): Promise<number> => (await records.instants()).length;

  it('writes nothing for a record that is reported again unchanged', async () => {
    const { body } = await records.created(REPORTED);
    const again = await records.post(REPORTED);
    expect(essence(again)).toEqual({ status: 200, etag: '"1"', id: body.id });
    expect(again.body).toEqual(body);
    expect(await howMany()).toBe(1);
  });

  it('writes nothing for one that says the same in other words', async () => {
    const { body } = await records.created({ ...REPORTED, timeZone: 'UTC' });
    const again = await records.post({
      ...REPORTED,
      source: { ...WATCH, device: null },
      [kind.instant]: '2025-03-10T14:00:00+02:00',
    });
    expect(essence(again)).toEqual({ status: 200, etag: '"1"', id: body.id });
  });

  it('updates a record that is reported again with a change', async () => {
    const { body } = await records.created(REPORTED);
    const again = await records.post({ ...REPORTED, ...kind.change });
    expect(essence(again)).toEqual({ status: 200, etag: '"2"', id: body.id });
    expect(again.body).toMatchObject({ ...kind.change, createdAt: body.createdAt });
    expect(again.headers.get('location')).toBeNull();
    expect((await service().get(records.at(body.id))).body).toEqual(again.body);
    expect(await howMany()).toBe(1);
  });

  it('replaces a reported record as a whole', async () => {
    await records.created({ ...REPORTED, ...kind.change });
    const [changed] = Object.keys(kind.change) as [string];
    expect((await records.post(REPORTED)).body[changed]).toBeNull();
  });

  it('tells the records of different sources and of different users apart', async () => {
    const first = await records.created(REPORTED);
    const second = await records.created({ ...REPORTED, source: { ...WATCH, name: 'Phone' } });
    const other = await Records.ofSomebody(service(), kind);
    const third = await other.created(REPORTED);
    expect(new Set([first, second, third].map(idOf)).size).toBe(3);
    expect(await howMany()).toBe(2);
  });

  it('takes records without an identifier as often as they come', async () => {
    await records.created({ source: WATCH });
    await records.created({ source: WATCH });
    expect(await howMany()).toBe(2);
  });

  it('takes a record anew once it has been removed', async () => {
    const { body } = await records.created(REPORTED);
    await service().delete(records.at(body.id));
    expect((await records.created(REPORTED)).body.id).not.toBe(body.id);
  });

  it('makes one record of twenty reports at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => records.post(REPORTED)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(answers.every(({ headers }) => headers.get('etag') === '"1"')).toBe(true);
    expect(await howMany()).toBe(1);
  });

  it('does not let a patch make two records one', async () => {
    await records.created(REPORTED);
    const { body } = await records.created({ ...REPORTED, externalId: 'xyz' });
    const answer = await service().patch(records.at(body.id), { externalId: 'abc' });
    expectProblem(answer, 409);
    expect(answer.body.code).toMatch(/_is_reported_once$/);
    expect((await service().get(records.at(body.id))).body).toEqual(body);
  });
}
