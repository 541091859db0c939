import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../src/environment.js';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

/** The rows of the tables below a heading, as their cells; the first cell is a code without its quotes. */
function rowsBelow(heading: string): string[][] {
  const [, section = ''] = read('README.md').split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  const rows = own.split('\n').filter((line) => line.startsWith('| `'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.map(([code = '', ...others]) => [code.replaceAll('`', ''), ...others]);
}

describe('The README', () => {
  it('lists every operation of the OpenAPI document, and no other', () => {
    const { paths } = JSON.parse(read('openapi.json')) as { paths: Record<string, Record<string, unknown>> };
    const documented = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));
    const listed = rowsBelow('API').flatMap(([path, methods = '']) =>
      [...methods.matchAll(/`([A-Z]+)`/g)].map(([, method]) => `${method!.toLowerCase()} ${path}`),
    );
    expect(listed.toSorted()).toEqual(documented.toSorted());
  });

  it('lists every setting with its default, and no other', () => {
    const asked = new Set<string>();
    const variables = new Proxy({}, { get: (_none, name: string) => void asked.add(name) });
    const defaults = readEnvironment(variables) as unknown as Record<string, string | number | boolean | undefined>;
    const listed = rowsBelow('Settings');
    expect(listed.map(([name]) => name!).toSorted()).toEqual([...asked].toSorted());
    for (const [name = '', told = ''] of listed) {
      const value = defaults[name.toLowerCase().replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())];
      expect(told).toContain(value === undefined ? 'none' : `\`${value}\``);
    }
  });
});
