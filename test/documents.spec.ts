import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const foldersOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
  readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
);

describe('The documents', () => {
  it.each(pages)('%s links to files that are there', (page) => {
    const targets = [...read(page).matchAll(/\]\(([^)#:<]+)\)/g)].map(([, target]) => join(dirname(page), target!));
    expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('name no file that is not there', () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`((?:src|test|docs|scripts)\/[\w./-]+)`/g)].map(([, file]) => file!),
    );
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('show every folder of the source in the tree', () => {
    const [, tree = ''] = read('docs/architecture.md').split('```text\nsrc/\n');
    const [source = ''] = tree.split('\ntest/');
    const shown = [...source.matchAll(/^ {2}([\w-]+)\//gm)].map(([, folder]) => folder!);
    expect(shown.toSorted()).toEqual(foldersOf('src').toSorted());
  });
});
