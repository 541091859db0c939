import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, imported, upload } from './support/import-files.js';
import { expectProblem } from './support/problem.js';
import { useService } from './support/use-service.js';

const mount = (folder: string): unknown =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
const unmount = (folder: string): unknown => execFileSync('umount', [folder], { stdio: 'ignore' });

/** Only root can make a small file system, and not in every container. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'small-'));
  try {
    mount(folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

const service = useService();

(canMount() ? describe : describe.skip)('A file for which there is no room', () => {
  it('is refused, and leaves nothing', async () => {
    const userId = await service().createUser();
    mkdirSync(service().folder, { recursive: true });
    mount(service().folder);
    try {
      const large = new Uint8Array(2 * 1024 * 1024).fill(10);
      expectProblem(await upload(service(), userId, large), 507, 'insufficient_storage');
      let sent = 0;
      const pieces = new ReadableStream({
        pull: (controller) => (++sent > 4 ? controller.close() : controller.enqueue(large.subarray(0, 512 * 1024))),
      });
      const init = { method: 'POST', headers: service().credentials, body: pieces, duplex: 'half' } as const;
      const ofUnknownLength = await fetch(`${service().url}/v1/users/${userId}/imports?format=health-tracker-ndjson`, init);
      expect([ofUnknownLength.status, await ofUnknownLength.json()]).toEqual([
        507,
        expect.objectContaining({ code: 'insufficient_storage' }),
      ]);
      expect(readdirSync(join(service().folder, 'imports', userId))).toEqual([]);
      expect((await service().get(`/v1/users/${userId}/imports`)).body.data).toEqual([]);
      expect(await imported(service(), userId, fileOf())).toMatchObject({ status: 'succeeded' });
    } finally {
      unmount(service().folder);
    }
  });
});
