import { execFileSync, execSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { letIn, readDockerfile, type Instruction } from './dockerfile.js';

const root = realpathSync(join(import.meta.dirname, '..', '..', '..'));

/** What a stage has come to: its file system, and how a container of it is run. */
export interface BuiltStage {
  folder: string;
  workdir: string;
  environment: Record<string, string>;
  user: string;
  command: string[];
  healthCheck: string[];
}

/**
 * Does what the Dockerfile says without Docker: each stage in a folder of its own, which has nothing but what is copied into it, with
 * the Node.js of this machine in the place of the base image. To be removed at the end.
 */
export class ImageBuilder {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'health-tracker-image-')));
  private readonly built = new Map<string, BuiltStage>();
  private readonly context = contextFiles();

  build(): BuiltStage {
    chmodSync(this.folder, 0o755); // for the user of the image
    for (const { name, instructions } of readDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))) {
      const folder = join(this.folder, name);
      mkdirSync(folder);
      const stage = { folder, workdir: '/', environment: {}, user: 'root', command: [], healthCheck: [] };
      this.built.set(name, stage);
      for (const instruction of instructions) this.carryOut(stage, instruction);
    }
    return [...this.built.values()].at(-1)!;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private carryOut(stage: BuiltStage, { word, rest }: Instruction): void {
    switch (word) {
      case 'WORKDIR':
        stage.workdir = rest;
        mkdirSync(join(stage.folder, rest), { recursive: true });
        break;
      case 'COPY':
        this.copy(stage, rest.split(/\s+/));
        break;
      case 'RUN':
        runCommand(stage, rest);
        break;
      case 'ENV':
        for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) stage.environment[name] = value;
        break;
      case 'USER':
        stage.user = rest;
        break;
      case 'CMD':
        stage.command = JSON.parse(rest) as string[];
        break;
      case 'HEALTHCHECK':
        stage.healthCheck = JSON.parse(rest.split('CMD ')[1]!) as string[];
        break;
      case 'EXPOSE':
      case 'VOLUME':
        break;
      default:
        throw new Error(`The Dockerfile says ${word}, which this does not know how to do`);
    }
  }

  private copy(stage: BuiltStage, words: string[]): void {
    const from = words[0]!.startsWith('--from=') ? this.built.get(words.shift()!.slice('--from='.length)) : undefined;
    const target = words.pop()!;
    for (const source of words) {
      const place = join(stage.folder, stage.workdir, target, target.endsWith('/') ? basename(source) : '');
      if (from) {
        copyTree(join(from.folder, source), place);
        continue;
      }
      const files = this.context.filter((file) => file === source || file.startsWith(`${source}/`));
      if (files.length === 0) throw new Error(`COPY ${source}: the .dockerignore lets nothing of that name in`);
      for (const file of files) cpSync(join(root, file), join(place, file.slice(source.length)));
    }
  }
}

/** The files of the repository, as Git would take them, that the .dockerignore lets into a build. */
function contextFiles(): string[] {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return letIn(files.trim().split('\n'), readFileSync(join(root, '.dockerignore'), 'utf8'));
}

/** Of files, only the names: nothing writes to them. */
function copyTree(source: string, target: string): void {
  execFileSync('cp', ['-al', source, target]);
}

/** Runs a command as in a container: with nothing of this shell's environment but the way to programs and to the registry. */
function runCommand({ folder, workdir, environment }: BuiltStage, command: string): void {
  const cwd = join(folder, workdir);
  if (command === 'npm ci' && isInstalledHere()) {
    copyTree(join(root, 'node_modules'), join(cwd, 'node_modules')); // the same packages, a minute sooner
    return;
  }
  const passed = Object.entries(process.env).filter(([name]) => /^(path|home|npm_config_.*|https?_proxy)$/i.test(name));
  execSync(command, { cwd, env: { ...Object.fromEntries(passed), ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
}

interface Packages {
  packages: Record<string, { optional?: boolean }>;
}

/** Whether the packages of this checkout are those of the lock; npm keeps its own list of what it installed. */
function isInstalledHere(): boolean {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const { packages: installed } = JSON.parse(readFileSync(list, 'utf8')) as Packages;
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Packages;
  const isLocked = Object.keys(installed).every((path) => isDeepStrictEqual(installed[path], locked[path]));
  return isLocked && Object.keys(locked).every((path) => path === '' || locked[path]?.optional || path in installed);
}
