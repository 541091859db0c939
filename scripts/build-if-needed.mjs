// Before `npm start` and `npm run bench`: builds when there is no build, or when something it is made of has changed since.
// Where the development dependencies are not installed, as in the container image, the build that is there is the one to run.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'src', 'main.js');
const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
const sources = ['src', 'bench', 'ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];

/** Whether a file, or anything below a folder, changed after a time; a folder's own time tells of what was added or removed. */
function changedAfter(source, time) {
  const paths = [''];
  if (statSync(source).isDirectory()) paths.push(...readdirSync(source, { recursive: true }));
  for (const path of paths) {
    if (statSync(join(source, path)).mtimeMs > time) return true;
  }
  return false;
}

const isBuilt = existsSync(built);
if (!existsSync(nest)) {
  if (!isBuilt) throw new Error('There is no build, and nothing to build with: run "npm ci" first.');
} else if (!isBuilt || sources.some((source) => changedAfter(join(root, source), statSync(built).mtimeMs))) {
  const started = new Date();
  console.log('Building ...');
  try {
    execFileSync(process.execPath, [nest, 'build'], { cwd: root, stdio: 'inherit' });
  } catch {
    rmSync(built, { force: true }); // so that the next start does not take half a build for a whole one
    process.exit(1);
  }
  utimesSync(built, started, started); // what was saved meanwhile may not be in it
}
