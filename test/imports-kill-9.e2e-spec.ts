import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AuditService } from '../src/audit/audit.service.js';
import { fileOf, night, OTHER_LINE, recordLine, walk } from './support/import-files.js';
import { ServiceProcess } from './support/service-process.js';
import { TranspiledSource } from './support/transpiled-source.js';
import { useService } from './support/use-service.js';

const service = useService(); // to ask afterwards
const source = new TranspiledSource();
const folder = mkdtempSync(join(tmpdir(), 'health-tracker-imports-'));
afterAll(() => {
  source.remove();
  rmSync(folder, { recursive: true });
});

const DAYS = 1500;

interface Job {
  id: string;
  status: string;
  entries: Record<string, number>;
}

it.each([
  ['keep', 2],
  ['atomic', 1],
])(
  'counts no entry twice and loses none when the process is killed: mode %s, %i times',
  async (mode, crashes) => {
    const userId = await service().createUser();
    const days = Array.from({ length: DAYS }, (_, day) => day);
    const lines = days.flatMap((day) => [
      recordLine('physicalActivity', walk(day)),
      recordLine('sleepSession', day % 10 === 0 ? { externalId: 'impossible' } : night(day)),
      ...(day % 100 === 0 ? [OTHER_LINE, 'nonsense'] : []),
    ]);
    const isPossible = (line: string): boolean => line !== 'nonsense' && !line.includes('impossible');
    const file = fileOf(...(mode === 'atomic' ? lines.filter(isPossible) : lines));
    const start = (): Promise<ServiceProcess> =>
      ServiceProcess.start(source.script('main.js'), service().databaseUrl, { DATA_FOLDER: folder });
    const init = { method: 'POST', headers: { ...service().credentials, 'content-type': 'application/x-ndjson' }, body: file };

    let running = await start();
    const response = await fetch(`${running.url}/v1/users/${userId}/imports?mode=${mode}`, init);
    let job = (await response.json()) as Job;
    const read = async (): Promise<Job> => (job = (await service().get(`/v1/jobs/${job.id}`)).body as Job);
    const seen: number[] = [];
    for (let crash = 0; crash < crashes; crash++) {
      const before = job.entries.read!;
      while ((await read()).entries.read === before) {
        for (let i = 0; i < 10; i++) void fetch(`${running.url}/health/live`).catch(() => {}); // so that the batches are small
        await pause(10);
      }
      await running.kill();
      seen.push((await read()).entries.read!);
      running = await start();
    }
    while (!['succeeded', 'failed'].includes((await read()).status)) await pause(100);
    while (readdirSync(join(folder, 'imports', userId)).length > 0) await pause(100); // the file goes after the job is over
    await running.kill();

    expect(seen.every((entries) => entries > 0 && entries < lines.length)).toBe(true);
    const impossible = mode === 'atomic' ? 0 : DAYS / 10;
    const nonsense = mode === 'atomic' ? 0 : DAYS / 100;
    expect(job).toMatchObject({
      status: 'succeeded',
      entries: {
        read: DAYS * 2 - (mode === 'atomic' ? DAYS / 10 : 0) + DAYS / 100 + nonsense,
        created: DAYS * 2 - DAYS / 10,
        updated: 0,
        unchanged: 0,
        skipped: DAYS / 100,
        rejected: impossible + nonsense,
      },
      records: { created: DAYS * 2 - DAYS / 10, rejected: impossible, written: DAYS * 2 - DAYS / 10 },
    });
    const errors = (await service().get(`/v1/jobs/${job.id}/errors`)).body as string;
    expect(errors.split('\n').filter((line) => line.includes('rejected'))).toHaveLength(impossible + nonsense);
    const [stored] = await service().dataSource.query<[{ walks: number; nights: number }]>(
      `SELECT (SELECT count(*)::int FROM physical_activities WHERE user_id = $1) AS walks,
  (SELECT count(*)::int FROM sleep_sessions WHERE user_id = $1) AS nights`,
      [userId],
    );
    expect(stored).toEqual({ walks: DAYS, nights: DAYS - DAYS / 10 });
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
  },
  120_000,
);
