import { expectProblem } from '../problem.js';
import type { Service } from '../service.js';
import { NOON, Records, type KindOfRecord } from './records.js';

const NOBODY = '018f0000-0000-7000-8000-000000000000';

/** Create, get, delete, and whose record it is. */
export function itAnswersForOneRecord(kind: KindOfRecord, service: () => Service): void {
  let records: Records;
  beforeEach(async () => {
    records = await Records.ofSomebody(service(), kind);
  });

  it('creates a record and says where it is, in which version, and all of it', async () => {
    const { status, headers, body } = await records.post();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(records.at(body.id));
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({ ...kind.draft(NOON), userId: records.userId, timeZone: 'UTC', externalId: null });
    expect(body).toMatchObject({ localDate: '2025-03-10', source: { name: 'manual', kind: 'manual', device: null } });
    expect(body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(Date.parse(body.createdAt)).not.toBeNaN();
    expect(body.updatedAt).toBe(body.createdAt);
    expect(body).not.toHaveProperty('version');
  });

  it('gets exactly what was created', async () => {
    const source = { name: 'Band 4', kind: 'watch', device: 'B4-12' };
    const created = await records.created({ source, externalId: 'abc', timeZone: 'Asia/Tokyo', ...kind.change });
    const got = await service().get(records.at(created.body.id));
    expect(got.status).toBe(200);
    expect(got.body).toEqual(created.body);
    expect(got.body).toMatchObject({ source, externalId: 'abc', timeZone: 'Asia/Tokyo', ...kind.change });
    expect(got.headers.get('etag')).toBe(created.headers.get('etag'));
  });

  it('takes an instant with any offset and answers it in UTC', async () => {
    const { body } = await records.created({ [kind.instant]: '2025-03-10T17:45:00.25+05:45' });
    expect(body[kind.instant]).toBe('2025-03-10T12:00:00.250Z');
  });

  it('keeps answers out of shared caches, and spares a client what it has already where its version says so', async () => {
    const { body } = await records.created();
    const got = await service().get(records.at(body.id), { 'x-request-id': 'my-request.1' });
    expect(got.headers.get('cache-control')).toBe('private, no-cache');
    expect(got.headers.get('x-request-id')).toBe('my-request.1');
    for (const tag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
      const again = await service().get(records.at(body.id), { 'if-none-match': tag });
      expect([again.status, again.headers.get('etag')]).toEqual([kind.followsProfile ? 200 : 304, '"1"']);
      expect(again.body).toEqual(kind.followsProfile ? got.body : null);
    }
    expect((await service().get(records.at(body.id), { 'if-none-match': '"2"' })).status).toBe(200);
  });

  it('deletes a record, and then there is none', async () => {
    const { body } = await records.created();
    const deleted = await service().delete(records.at(body.id));
    expect([deleted.status, deleted.body]).toEqual([204, null]);
    expectProblem(await service().get(records.at(body.id)), 404, 'not_found');
    expectProblem(await service().patch(records.at(body.id), kind.change), 404, 'not_found');
    expectProblem(await service().delete(records.at(body.id)), 404, 'not_found');
    expect(await records.instants()).toEqual([]);
  });

  it('hides one user’s records from another', async () => {
    const { body } = await records.created();
    const other = await Records.ofSomebody(service(), kind);
    expectProblem(await service().get(other.at(body.id)), 404, 'not_found');
    expectProblem(await service().patch(other.at(body.id), kind.change), 404, 'not_found');
    expectProblem(await service().delete(other.at(body.id)), 404, 'not_found');
    expect(await other.instants()).toEqual([]);
    expect((await service().get(records.at(body.id))).body).toEqual(body);
  });

  it('knows no records of nobody', async () => {
    const nobodys = new Records(service(), kind, NOBODY);
    expectProblem(await nobodys.post(), 404, 'not_found');
    expectProblem(await nobodys.list(), 404, 'not_found');
    expectProblem(await service().get(nobodys.at(NOBODY)), 404, 'not_found');
    expectProblem(await service().patch(nobodys.at(NOBODY), kind.change), 404, 'not_found');
    expectProblem(await service().delete(nobodys.at(NOBODY)), 404, 'not_found');
  });

  it('forgets the records of a user who is removed', async () => {
    const { body } = await records.created();
    await service().delete(`/v1/users/${records.userId}`);
    expectProblem(await service().get(records.at(body.id)), 404, 'not_found');
    expectProblem(await records.list(), 404, 'not_found');
  });

  it('takes only UUIDs in the address', async () => {
    for (const path of [`/v1/users/1/${kind.path}`, `/v1/users/1/${kind.path}/${NOBODY}`, records.at('1'), records.at('null')]) {
      expectProblem(await service().get(path), 400, 'invalid_request');
    }
    expectProblem(await service().patch(records.at('1'), kind.change), 400);
    expectProblem(await service().delete(records.at('1')), 400);
  });
}
