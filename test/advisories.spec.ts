import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '..', 'scripts', 'check-advisories.mjs');
const ADVISORY = 'https://github.com/advisories/GHSA-0000-0000-0001';
const BULK = '/-/npm/v1/security/advisories/bulk';
const MANIFEST = { name: 'leaky', version: '1.0.0' };

// npm's own program, and a registry on this machine that knows one package.
let registry: Server;
let folder: string;
let severity: string | null;

beforeAll(async () => {
  registry = createServer((request, response) => {
    request.resume();
    const told = { id: 1, url: ADVISORY, title: 'Leaks', severity, vulnerable_versions: '<2.0.0' };
    const answers = new Map<string | undefined, object>([
      ['/leaky', { name: 'leaky', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': MANIFEST } }],
    ]);
    if (severity !== null) answers.set(BULK, { leaky: [told] });
    const answer = answers.get(request.url);
    response.writeHead(answer ? 200 : 405, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  folder = mkdtempSync(join(tmpdir(), 'health-tracker-advisories-'));
  const own = { name: 'own', version: '1.0.0', dependencies: { leaky: '1.0.0' } };
  const packages = { '': own, 'node_modules/leaky': { version: '1.0.0' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...own, lockfileVersion: 3, requires: true, packages }));
});
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

function check(reasons: object[]): Promise<{ status: unknown; told: string }> {
  writeFileSync(join(folder, 'advisories.json'), JSON.stringify(reasons));
  const { port } = registry.address() as AddressInfo;
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: mkdtempSync(join(folder, 'cache-')),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, '--folder', folder], { env }, (error, out, errors) =>
      resolve({ status: error?.code ?? 0, told: out + errors }),
    );
  });
}

describe('The check of advisories', () => {
  it('says that nothing was checked where the registry does not tell, and fails nobody for it', async () => {
    severity = null;
    expect(await check([])).toEqual({ status: 0, told: expect.stringMatching(/^NOT CHECKED: .*405/) });
  });

  it('fails for a serious advisory without a reason, and names it', async () => {
    severity = 'high';
    expect(await check([])).toEqual({ status: 1, told: expect.stringContaining(`${ADVISORY}: high, leaky <2.0.0: Leaks`) });
    severity = 'moderate';
    expect(await check([])).toMatchObject({ status: 0 });
  });

  it('takes a reason until its day, and none that nothing needs', async () => {
    severity = 'critical';
    const kept = { url: ADVISORY, reason: 'It is never called.', until: '9999-12-31' };
    expect(await check([kept])).toEqual({
      status: 0,
      told: expect.stringContaining('kept until 9999-12-31: It is never called.'),
    });
    expect(await check([{ ...kept, until: '2020-01-01' }])).toEqual({
      status: 1,
      told: expect.stringContaining('good until 2020-01-01'),
    });
    severity = 'low';
    expect(await check([kept])).toEqual({ status: 1, told: expect.stringContaining('nothing has it any more') });
  });
});
