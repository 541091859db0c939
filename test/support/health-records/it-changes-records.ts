import { expectProblem, expectRefusal } from '../problem.js';
import type { Answer, Service } from '../service.js';
import { Records, type KindOfRecord } from './records.js';

/** Merge patches and preconditions. */
export function itChangesRecords(kind: KindOfRecord, service: () => Service): void {
  const [changed] = Object.keys(kind.change) as [string];
  let created: Answer;
  let path: string;
  beforeEach(async () => {
    const records = await Records.ofSomebody(service(), kind);
    created = await records.created({ source: { name: 'Band 4', kind: 'watch', device: 'B4-12' }, externalId: 'abc' });
    path = records.at(created.body.id);
  });

  it.each(['application/merge-patch+json', 'application/json'])(
    'changes what a patch of %s names and nothing else',
    async (type) => {
      const updated = await service().patch(path, kind.change, { 'content-type': type });
      expect([updated.status, updated.headers.get('etag')]).toEqual([200, '"2"']);
      expect(updated.body).toEqual({ ...created.body, ...kind.change, updatedAt: updated.body.updatedAt });
      expect(Date.parse(updated.body.updatedAt)).toBeGreaterThanOrEqual(Date.parse(created.body.updatedAt));
      const got = await service().get(path);
      expect(got.body).toEqual(updated.body);
      expect(got.headers.get('etag')).toBe('"2"');
    },
  );

  it('clears what a patch says is null', async () => {
    await service().patch(path, kind.change);
    const { body } = await service().patch(path, { [changed]: null, externalId: null, source: { device: null } });
    expect(body).toMatchObject({ [changed]: null, externalId: null, source: { name: 'Band 4', kind: 'watch', device: null } });
  });

  it('gives a record whose zone is cleared that of its owner', async () => {
    await service().patch(`/v1/users/${created.body.userId}`, { timeZone: 'Pacific/Kiritimati' });
    expect((await service().patch(path, { timeZone: null })).body).toMatchObject({
      timeZone: 'Pacific/Kiritimati',
      localDate: '2025-03-11',
    });
  });

  it('does not clear what a record cannot be without', async () => {
    expectRefusal(
      await service().patch(path, { [kind.instant]: null, source: { kind: null } }),
      `/${kind.instant} required`,
      '/source/kind required',
    );
  });

  it.each([{}, { externalId: 'abc' }, { source: {} }])('writes nothing for a patch that changes nothing: %j', async (patch) => {
    const updated = await service().patch(path, patch);
    expect([updated.status, updated.headers.get('etag')]).toEqual([200, '"1"']);
    expect(updated.body).toEqual(created.body);
  });

  it('refuses members that it does not know or that are not for clients to say', async () => {
    const patch = { surprise: 1, id: created.body.id, localDate: '2025-03-10', version: 1, source: { surprise: 1 } };
    expectRefusal(
      await service().patch(path, patch),
      ...['/surprise', '/id', '/localDate', '/version', '/source/surprise'].map((pointer) => `${pointer} unknown_field`),
    );
  });

  it.each([[[]], ['text'], [5]])('refuses a patch that is no object: %j', async (patch) => {
    expectRefusal(await service().patch(path, JSON.stringify(patch)), ' invalid_type');
  });

  it('refuses a patch without a body, and one of another media type', async () => {
    expectProblem(await service().request('PATCH', path), 400);
    expectProblem(await service().patch(path, 'a=b', { 'content-type': 'text/plain' }), 415);
  });

  it.each(['"1"', '"7", "1"', '*'])('changes the version that If-Match names: %s', async (tag) => {
    expect((await service().patch(path, kind.change, { 'if-match': tag })).headers.get('etag')).toBe('"2"');
    expect((await service().delete(path, { 'if-match': tag === '*' ? '*' : '"2"' })).status).toBe(204);
  });

  it.each(['"2"', '"0"', 'W/"1"', '""'])('changes nothing when If-Match names another version: %s', async (tag) => {
    expectProblem(await service().patch(path, kind.change, { 'if-match': tag }), 412, 'precondition_failed');
    expectProblem(await service().patch(path, {}, { 'if-match': tag }), 412, 'precondition_failed');
    expectProblem(await service().delete(path, { 'if-match': tag }), 412, 'precondition_failed');
    expect((await service().get(path)).body).toEqual(created.body);
  });

  it.each(['1', '"1', 'W/1', ''])('refuses an If-Match that is no entity tag: %j', async (tag) => {
    expectProblem(await service().patch(path, kind.change, { 'if-match': tag }), 400, 'invalid_request');
    expectProblem(await service().delete(path, { 'if-match': tag }), 400, 'invalid_request');
  });

  it('lets one of two changes through that start from the same version', async () => {
    const patches = [kind.change, { externalId: 'xyz' }].map((patch) => service().patch(path, patch, { 'if-match': '"1"' }));
    expect(new Set((await Promise.all(patches)).map(({ status }) => status))).toEqual(new Set([200, 412]));
  });

  it('keeps both of two changes that name no version', async () => {
    await Promise.all([kind.change, { externalId: 'xyz' }].map((patch) => service().patch(path, patch)));
    const { body, headers } = await service().get(path);
    expect(body).toMatchObject({ ...kind.change, externalId: 'xyz' });
    expect(headers.get('etag')).toBe('"3"');
  });
}
