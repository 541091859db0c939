import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { AuditService } from '../src/audit/audit.service.js';
import {
  fileOf,
  FIRST_LINE,
  imported,
  jobWhenOver,
  lipids,
  night,
  OTHER_LINE,
  recordLine,
  upload,
  walk,
} from './support/import-files.js';
import { expectProblem, faultsIn } from './support/problem.js';
import { useService } from './support/use-service.js';

const service = useService();

const walks = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => recordLine('physicalActivity', walk(from + i)));
const filesOf = (userId: string): string[] => {
  try {
    return readdirSync(join(service().folder, 'imports', userId));
  } catch {
    return [];
  }
};
const everythingIs = async (): Promise<void> =>
  expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);

describe('An import', () => {
  it('takes in records of every kind, and its report adds up', async () => {
    const userId = await service().createUser();
    await service().post(`/v1/users/${userId}/physical-activities`, walk(1));
    await service().post(`/v1/users/${userId}/physical-activities`, walk(2, { steps: 1 }));
    const file = fileOf(
      ...walks(0, 5),
      OTHER_LINE,
      recordLine('sleepSession', night(3)),
      'no JSON at all',
      recordLine('bloodTest', lipids(3)),
      recordLine('physicalActivity', walk(9, { steps: -1, type: 'flying' })),
      OTHER_LINE,
      recordLine('physicalActivity', walk(4, { steps: 77 })),
    );
    const job = await imported(service(), userId, file);
    expect(job).toMatchObject({
      status: 'succeeded',
      phase: 'writing',
      error: null,
      bytes: { read: Buffer.byteLength(file), total: Buffer.byteLength(file) },
      entries: { read: 12, created: 5, updated: 1, unchanged: 1, skipped: 3, rejected: 2 },
      records: { created: 5, updated: 1, unchanged: 1, rejected: 1, written: 6 },
      skipped: [
        { reason: 'not_importable', detail: expect.any(String), entries: 2, place: 'line 7' },
        { reason: 'superseded', detail: expect.any(String), entries: 1, place: 'line 6' },
      ],
    });
    const { body, headers } = await service().get(`/v1/jobs/${job.id}/errors`);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const lines = body
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line) as unknown);
    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'rejected', place: 'line 9', entries: 1, collection: null, code: 'malformed_json' }),
      expect.objectContaining({
        outcome: 'rejected',
        place: 'line 11',
        collection: 'physical-activities',
        code: 'validation_failed',
        errors: [
          expect.objectContaining({ pointer: '/type', code: 'not_in_enum' }),
          expect.objectContaining({ pointer: '/steps', code: 'too_small' }),
        ],
      }),
      expect.objectContaining({ outcome: 'skipped', reason: 'not_importable', entries: 2 }),
      expect.objectContaining({ outcome: 'skipped', reason: 'superseded', entries: 1 }),
    ]);
    const { body: list } = await service().get(`/v1/users/${userId}/physical-activities`);
    expect(list.data.map(({ steps }: { steps: number }) => steps)).toEqual([77, 4030, 4020, 4010, 4000]);
    expect(filesOf(userId)).toEqual([]);
    await everythingIs();
  });

  it('goes over the same file again without a write', async () => {
    const userId = await service().createUser();
    const file = fileOf(...walks(0, 1200), ...[1, 2, 3].map((n) => recordLine('sleepSession', night(n))));
    expect((await imported(service(), userId, file)).records).toMatchObject({ created: 1203, written: 1203 });
    const version = 'SELECT version FROM user_states WHERE user_id = $1';
    const before = await service().dataSource.query(version, [userId]);
    const again = await imported(service(), userId, file);
    expect(again.records).toMatchObject({ created: 0, updated: 0, unchanged: 1203, written: 0 });
    expect(again.entries).toMatchObject({ read: 1203, unchanged: 1203 });
    expect(await service().dataSource.query(version, [userId])).toEqual(before);
  });

  it('takes the last of what a file says of one record, and goes over such a file again without a write', async () => {
    const userId = await service().createUser();
    const file = fileOf(
      recordLine('physicalActivity', walk(1, { steps: 1 })),
      recordLine('physicalActivity', walk(1, { steps: 2 })),
      recordLine('physicalActivity', walk(2)),
      recordLine('physicalActivity', walk(2, { steps: -1 })), // impossible: it takes the place of none
      recordLine('physicalActivity', walk(1, { steps: 3 })),
      recordLine('physicalActivity', walk(1, { steps: 3 })),
    );
    const version = 'SELECT version FROM user_states WHERE user_id = $1';
    const first = await imported(service(), userId, file);
    expect(first.entries).toEqual({ read: 6, created: 2, updated: 0, unchanged: 1, skipped: 2, rejected: 1 });
    expect(first.skipped).toEqual([expect.objectContaining({ reason: 'superseded', entries: 2 })]);
    const before = await service().dataSource.query(version, [userId]);
    const again = await imported(service(), userId, file);
    expect(again.entries).toEqual({ read: 6, created: 0, updated: 0, unchanged: 3, skipped: 2, rejected: 1 });
    expect(await service().dataSource.query(version, [userId])).toEqual(before);
    const { body: list } = await service().get(`/v1/users/${userId}/physical-activities`);
    expect(list.data.map(({ steps }: { steps: number }) => steps)).toEqual([4020, 3]);
    await everythingIs();
  });

  it('keeps what comes before the place where a file is cut off', async () => {
    const userId = await service().createUser();
    const job = await imported(service(), userId, `${FIRST_LINE}\n${walks(0, 4).join('\n')}\n{"type`);
    expect(job).toMatchObject({
      status: 'failed',
      error: { code: 'truncated', place: 'line 6' },
      entries: { read: 4, created: 4 },
      records: { written: 4 },
    });
    expect((await service().get(`/v1/users/${userId}/physical-activities`)).body.data).toHaveLength(4);
    await everythingIs();
  });

  it('has text that cannot be stored, and loses nothing else', async () => {
    const userId = await service().createUser();
    const observation = (members: object): object => ({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '2093-3' }] },
      effectiveDateTime: '2026-03-05T08:00:00Z',
      valueQuantity: { value: 200, unit: 'mg/dL' },
      ...members,
    });
    const file = [
      observation({ valueQuantity: { value: 200, unit: 'mg\0' } }),
      observation({ code: { coding: [{ system: 'urn:a', code: '\ud800' }] } }),
      observation({}),
    ];
    const job = await imported(service(), userId, file.map((line) => JSON.stringify(line)).join('\n'), '?format=fhir');
    expect(job).toMatchObject({ status: 'succeeded', entries: { read: 3, created: 1, skipped: 1, rejected: 1 } });
    expect((await service().get(`/v1/jobs/${job.id}/errors`)).body).toContain('mg\u{fffd} is not');
    const member = fileOf(recordLine('physicalActivity', walk(1, { 'a\0': 1 })), ...walks(2, 3));
    expect(await imported(service(), userId, member)).toMatchObject({
      status: 'succeeded',
      entries: { created: 1, rejected: 1 },
    });
    const table = await imported(service(), userId, 'type,startedAt,endedAt,a\0\n', '?format=csv');
    expect(table).toMatchObject({ status: 'failed', error: { code: 'unknown_column', place: 'line 1' } });
  });

  it.each([
    ['is cut off', `${FIRST_LINE}\n${walks(0, 4).join('\n')}\n`, 'truncated'],
    ['has an entry that cannot be read', fileOf(...walks(0, 4), 'nonsense'), 'entries_rejected'],
    ['has an impossible record', fileOf(...walks(0, 4), recordLine('sleepSession', { externalId: 'a' })), 'entries_rejected'],
  ])('that is atomic writes nothing of a file that %s', async (_what, file, code) => {
    const userId = await service().createUser();
    const job = await imported(service(), userId, file, '?mode=atomic');
    expect(job).toMatchObject({ status: 'failed', phase: 'checking', mode: 'atomic', error: { code }, records: { written: 0 } });
    expect(job.entries).toMatchObject({ created: 4 });
    expect((await service().get(`/v1/users/${userId}/physical-activities`)).body.data).toEqual([]);
  });

  it('that is atomic writes a whole file', async () => {
    const userId = await service().createUser();
    const job = await imported(service(), userId, fileOf(...walks(0, 1100), OTHER_LINE), '?mode=atomic');
    expect(job).toMatchObject({ status: 'succeeded', phase: 'writing', records: { created: 1100, written: 1100 } });
    expect(job.entries).toMatchObject({ read: 1101, created: 1100, skipped: 1 });
    await everythingIs();
  });

  it('that is only tried writes nothing', async () => {
    const userId = await service().createUser();
    const job = await imported(service(), userId, fileOf(...walks(0, 3), 'nonsense'), '?dryRun=true');
    expect(job).toMatchObject({ status: 'succeeded', phase: 'checking', dryRun: true });
    expect(job.entries).toMatchObject({ read: 4, created: 3, rejected: 1 });
    expect(job.records.written).toBe(0);
    expect((await service().get(`/v1/users/${userId}/physical-activities`)).body.data).toEqual([]);
  });

  it('may come packed', async () => {
    const userId = await service().createUser();
    const file = fileOf(...walks(0, 3));
    const { status, headers, body } = await upload(service(), userId, gzipSync(file), '', { 'content-encoding': 'gzip' });
    expect([status, body.bytes.total]).toEqual([202, file.length]);
    expect(await jobWhenOver(service(), headers.get('location')!)).toMatchObject({
      status: 'succeeded',
      entries: { created: 3 },
    });
  });

  it.each(['application/octet-stream', 'application/json', 'text/plain'])('of %s is seen by what is in it', async (type) => {
    const userId = await service().createUser();
    const file = fileOf(...walks(0, 3));
    for (const body of [Buffer.from(file), gzipSync(file)]) {
      const { status, headers, body: job } = await upload(service(), userId, body, '', { 'content-type': type });
      expect([status, job.format]).toEqual([202, 'health-tracker-ndjson']);
      expect(await jobWhenOver(service(), headers.get('location')!)).toMatchObject({ status: 'succeeded', entries: { read: 3 } });
    }
  });

  it('is begun once, however often it is asked for with one key', async () => {
    const userId = await service().createUser();
    const key = { 'idempotency-key': 'once' };
    const first = await upload(service(), userId, fileOf(...walks(0, 2)), '', key);
    const again = await upload(service(), userId, fileOf(...walks(0, 2)), '', key);
    expect([again.status, again.headers.get('idempotency-replayed'), again.body]).toEqual([202, 'true', first.body]);
    expectProblem(await upload(service(), userId, fileOf(...walks(0, 3)), '', key), 422, 'idempotency_key_reused');
    await jobWhenOver(service(), first.headers.get('location')!);
    expect((await service().get(`/v1/users/${userId}/imports`)).body.data).toHaveLength(1);
    expect(filesOf(userId)).toEqual([]);
  });

  it('does the files of one user in the order in which they came', async () => {
    const userId = await service().createUser();
    const files = [10, 20, 30, 40].map((steps) => fileOf(recordLine('physicalActivity', walk(1, { steps }))));
    const jobs = [];
    for (const file of files) jobs.push(await upload(service(), userId, file));
    for (const { headers } of jobs) await jobWhenOver(service(), headers.get('location')!);
    const { body } = await service().get(`/v1/users/${userId}/physical-activities`);
    expect(body.data).toMatchObject([{ steps: 40 }]);
    const page = await service().get(`/v1/users/${userId}/imports?limit=3`);
    expect(page.body.data.map(({ id }: { id: string }) => id)).toEqual(
      jobs
        .map((job): unknown => job.body.id)
        .toReversed()
        .slice(0, 3),
    );
    const rest = await service().get(`/v1/users/${userId}/imports?cursor=${page.body.page.nextCursor}`);
    expect(rest.body).toMatchObject({ data: [{ id: jobs[0]!.body.id }], page: { hasMore: false } });
  });
});

describe('How imports end', () => {
  it('is counted for Prometheus', async () => {
    const counted = async (outcome: string): Promise<number> => {
      const answer = await fetch(`${service().url}/metrics`, { headers: { authorization: `Bearer ${service().key}` } });
      const [, count] = new RegExp(`^health_tracker_imports_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
        await answer.text(),
      )!;
      return Number(count);
    };
    const before = { succeeded: await counted('succeeded'), failed: await counted('failed') };
    const userId = await service().createUser();
    for (const file of [fileOf(recordLine('physicalActivity', walk(1))), '{"type":"export","version":7}\n']) {
      const { headers } = await upload(service(), userId, file);
      await jobWhenOver(service(), headers.get('location')!);
    }
    expect(await counted('succeeded')).toBe(before.succeeded + 1);
    expect(await counted('failed')).toBe(before.failed + 1);
  });
});

describe('A file that cannot be imported', () => {
  it.each([
    ['of an unknown format', '?format=papyrus', {}, 400, ['format not_in_enum']],
    ['in an unknown mode', '?mode=maybe&dryRun=perhaps', {}, 400, ['dryRun invalid_type', 'mode not_in_enum']],
    ['packed in an unknown way', '', { 'content-encoding': 'br' }, 415, []],
    ['that is not packed as it says', '', { 'content-encoding': 'gzip' }, 400, [' malformed_gzip']],
  ])('%s', async (_what, query, headers, status, faults) => {
    const userId = await service().createUser();
    const answer = await upload(service(), userId, fileOf(), query, headers);
    expectProblem(answer, status);
    expect(faultsIn(answer)).toEqual(faults);
    expect(filesOf(userId)).toEqual([]);
  });

  const ofJawbone = '{"data":{"items":[{"date":20150810,"details":{"active_time":101}}]}}';
  const ofMoves = '[{"date":"20121212","summary":[{"activity":"walking"}],"segments":[{"activities":[{"activity":"walking"}]}]}]';

  it.each(['', '{}', '{"name":"value"}', 'a,b\n1,2\n', '<xml/>', 'PK\u0003\u0004', '\u001f\u008b', ofJawbone, ofMoves])(
    'shows no format: %j',
    async (file) => {
      const userId = await service().createUser();
      const answer = await upload(service(), userId, Buffer.from(file, 'latin1'), '', {
        'content-type': 'application/octet-stream',
      });
      expectProblem(answer, file === '' ? 400 : 415);
      expect(faultsIn(answer)).toEqual([file === '' ? ' required' : 'format required']);
      expect(filesOf(userId)).toEqual([]);
    },
  );

  it('is missing, or its user is', async () => {
    const userId = await service().createUser();
    expectProblem(await upload(service(), userId, ''), 400);
    expectProblem(await upload(service(), '018f0000-0000-7000-8000-000000000000', fileOf()), 404);
    expectProblem(await service().get('/v1/users/018f0000-0000-7000-8000-000000000000/imports'), 404);
    expectProblem(await service().get('/v1/jobs/018f0000-0000-7000-8000-000000000000'), 404, 'not_found');
    expectProblem(await service().get('/v1/jobs/018f0000-0000-7000-8000-000000000000/events'), 404, 'not_found');
  });

  it('is too large: said at once where the client says how large it is, and else while it comes', async () => {
    const userId = await service().createUser();
    const mebibyte = new Uint8Array(1024 * 1024).fill(10);
    expectProblem(await upload(service(), userId, new Uint8Array(9 * 1024 * 1024).fill(10)), 413, 'payload_too_large');
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => (++sent > 12 ? controller.close() : controller.enqueue(mebibyte)),
    });
    const response = await fetch(`${service().url}/v1/users/${userId}/imports?format=health-tracker-ndjson`, {
      method: 'POST',
      headers: service().credentials,
      body: endless,
      duplex: 'half',
    });
    expect([response.status, filesOf(userId)]).toEqual([413, []]);
    expectProblem(
      await upload(service(), userId, gzipSync(new Uint8Array(9 * 1024 * 1024)), '', { 'content-encoding': 'gzip' }),
      413,
    );
  });

  it('breaks off while it comes, and leaves nothing', async () => {
    const userId = await service().createUser();
    const { hostname, port } = new URL(service().url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v1/users/${userId}/imports?format=health-tracker-ndjson HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${service().key}\r\nContent-Length: 1000\r\n\r\n{"a"`,
    );
    while (filesOf(userId).length === 0) await pause(5);
    socket.destroy();
    while (filesOf(userId).length > 0) await pause(5);
    expect((await service().get(`/v1/users/${userId}/imports`)).body.data).toEqual([]);
  });

  it('waits for others of the same user, and for nobody else’s', async () => {
    const [userId, other] = [await service().createUser(), await service().createUser()];
    const { hostname, port } = new URL(service().url);
    const slow = Array.from({ length: 5 }, () => connect(Number(port), hostname));
    for (const socket of slow) {
      socket.write(
        `POST /v1/users/${userId}/imports?format=health-tracker-ndjson HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${service().key}\r\nContent-Length: 1000\r\n\r\n{"a"`,
      );
    }
    while (filesOf(userId).length < slow.length) await pause(5);
    const refused = await upload(service(), userId, '{}\n');
    expectProblem(refused, 429, 'too_many_uploads');
    expect(refused.headers.get('retry-after')).toBe('10');
    expect((await upload(service(), other, '{}\n')).status).toBe(202);
    for (const socket of slow) socket.destroy();
    while (filesOf(userId).length > 0) await pause(5);
    expect((await upload(service(), userId, '{}\n')).status).toBe(202);
  });

  it('reaches no other route', async () => {
    for (const type of ['application/x-ndjson', 'application/x-unread']) {
      expectProblem(await service().post('/v1/users', 'a', { 'content-type': type }), 415);
    }
  });
});

describe('A running import', () => {
  /** Holds up whatever is written for a user until it is let go. */
  async function held(userId: string): Promise<() => Promise<void>> {
    const runner = service().dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1 FROM user_states WHERE user_id = $1 FOR UPDATE', [userId]);
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  it('is cancelled between two batches: the one that is under way is not written', async () => {
    const userId = await service().createUser();
    const letGo = await held(userId);
    const { headers } = await upload(service(), userId, fileOf(...walks(0, 1500)));
    const location = headers.get('location')!;
    while ((await service().get(location)).body.status !== 'running') await pause(5);
    await pause(300);
    expect(await service().post(`${location}/cancel`, '')).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    await letGo();
    await pause(200);
    expect((await service().get(location)).body).toMatchObject({ status: 'cancelled', entries: { read: 0 } });
    expect((await service().get(`/v1/users/${userId}/physical-activities`)).body.data).toEqual([]);
    expect(filesOf(userId)).toEqual([]);
    expect((await service().post(`${location}/cancel`, '')).status).toBe(200);
    await everythingIs();
  });

  it('that is over cannot be cancelled', async () => {
    const { id } = await imported(service(), await service().createUser(), fileOf());
    expectProblem(await service().post(`/v1/jobs/${id}/cancel`, ''), 409, 'job_is_over');
  });

  it('is followed to its end', async () => {
    const userId = await service().createUser();
    const letGo = await held(userId);
    const { headers } = await upload(service(), userId, fileOf(...walks(0, 1500)));
    const response = await fetch(`${service().url}${headers.get('location')}/events`, {
      headers: { ...service().credentials, 'last-event-id': '7' },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    setTimeout(() => void letGo(), 100);
    const events = [...(await response.text()).matchAll(/event: (\w+)\nid: (\d+)\ndata: (.+)\n\n/g)];
    const statuses = events.map(([, name, , data]) => [name, (JSON.parse(data!) as { status: string }).status]);
    expect(statuses[0]![0]).toBe('progress');
    expect(statuses.at(-1)).toEqual(['end', 'succeeded']);
    expect(JSON.parse(events.at(-1)![3]!)).toEqual((await service().get(headers.get('location')!)).body);
  });

  it('concerns nobody else', async () => {
    const userId = await service().createUser();
    const [own, other] = [await service().signIn(userId), await service().signIn(await service().createUser())];
    const { headers } = await upload(service(), userId, fileOf(...walks(0, 2), 'nonsense'), '', own);
    const location = headers.get('location')!;
    for (const path of [location, `${location}/events`, `${location}/errors`]) {
      expectProblem(await service().get(path, other), 404, 'not_found');
      expect((await service().get(path, own)).status).toBe(200);
    }
    expectProblem(await service().post(`${location}/cancel`, '', other), 404, 'not_found');
    expectProblem(await service().post(`${location}/cancel`, '', own), 409, 'job_is_over');
    expectProblem(await upload(service(), userId, fileOf(), '', other), 404);
  });

  it('goes with its user, and so does its file', async () => {
    const userId = await service().createUser();
    const letGo = await held(userId);
    const { headers } = await upload(service(), userId, fileOf(...walks(0, 1500), 'nonsense'));
    expect(filesOf(userId)).toHaveLength(1);
    const removal = service().delete(`/v1/users/${userId}`);
    await pause(100);
    await letGo();
    expect((await removal).status).toBeLessThan(300);
    expect(filesOf(userId)).toEqual([]);
    expectProblem(await service().get(headers.get('location')!), 404);
    await everythingIs();
  });
});
