import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync, type Options } from '@swc/core';

const root = join(import.meta.dirname, '..', '..');

/**
 * The source as JavaScript in a temporary folder, for tests that run it as a process of its own: a build takes much longer, and
 * adds only what the OpenAPI document needs. To be removed at the end.
 */
export class TranspiledSource {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'health-tracker-source-')));

  constructor() {
    const { $schema: _schema, ...swcrc } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8')) as Options & {
      $schema: string;
    };
    for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const target = this.script(name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformSync(readFileSync(join(root, 'src', name), 'utf8'), { ...swcrc, swcrc: false }).code);
    }
    cpSync(join(root, 'package.json'), join(this.folder, 'package.json'));
    symlinkSync(realpathSync(join(root, 'node_modules')), join(this.folder, 'node_modules'), 'junction');
  }

  /** The path of a program, given its name below `src`. */
  script(name: string): string {
    return join(this.folder, 'src', name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
