// `npm run check`: all that can be said of this folder without an account of AWS: style, types, one synthesis as `cdk` does it with all
// checks, and the tests. The tools are those of the repository.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const here = import.meta.dirname;
const root = join(here, '..', '..');
function run(program, args, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd: here,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
const tool = (path, ...args) => run(process.execPath, [join(root, 'node_modules', path), ...args]);

/** Whether the packages of the lock are those that lie in node_modules; npm keeps its own list of these there. */
function isInstalled() {
  const packagesOf = (file) => {
    const { '': _self, ...packages } = JSON.parse(readFileSync(join(here, file), 'utf8')).packages;
    return packages;
  };
  const installed = 'node_modules/.package-lock.json';
  return existsSync(join(here, installed)) && isDeepStrictEqual(packagesOf('package-lock.json'), packagesOf(installed));
}

if (!isInstalled()) run('npm', ['ci']);
rmSync(join(here, 'dist'), { recursive: true, force: true });
tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings');
tool('typescript7/bin/tsc', '-p', 'tsconfig.json');

const assembly = mkdtempSync(join(tmpdir(), 'health-tracker-cdk-'));
const context = {
  size: 'medium',
  image: '1.0.0',
  certificate: 'arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
};
process.on('exit', () => rmSync(assembly, { recursive: true, force: true }));
run(process.execPath, ['dist/bin/app.js'], { CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: JSON.stringify(context) });
tool('jest/bin/jest.js', '--json', '--outputFile=dist/test-results.json');
