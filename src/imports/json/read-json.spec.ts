import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MalformedFile } from '../import-format.js';
import { readJson, type JsonPart } from './read-json.js';

const folder = mkdtempSync(join(tmpdir(), 'read-json-'));
const file = join(folder, 'file.json');
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string | Buffer, lists: readonly string[] = []) {
  writeFileSync(file, text);
  const parts: string[] = [];
  let fault: MalformedFile | null = null;
  try {
    for await (const part of readJson(file, { timeZone: 'UTC' }, (names) => lists.includes(names.join('/'))))
      parts.push(told(part));
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    fault = error;
  }
  return { parts, fault: fault && `${fault.place}: ${fault.code}` };
}

const told = ({ place, value, list, name }: JsonPart): string =>
  [place, list ? list.join('/') : 'document', name, JSON.stringify(value)].filter((text) => text !== null).join(' ');

describe('a JSON file', () => {
  it('is one document, whose lists come first and one by one', async () => {
    const text = '{"sleep": [{"id": [1]}, 2],\n "goals": {"steps": 3}, "days": {"1": {"a": null}}}';
    expect(await read(text, ['sleep', 'days'])).toEqual({
      parts: [
        '/sleep/0 sleep {"id":[1]}',
        '/sleep/1 sleep 2',
        '/days/1 days 1 {"a":null}',
        'line 1 document {"sleep":[],"goals":{"steps":3},"days":{}}',
      ],
      fault: null,
    });
  });

  it('is many documents, in an array or one after the other', async () => {
    expect((await read('[{"a": {"b": [7, 8]}}, "x"]', ['a/b'])).parts).toEqual([
      '/0/a/b/0 a/b 7',
      '/0/a/b/1 a/b 8',
      '/0 document {"a":{"b":[]}}',
      '/1 document "x"',
    ]);
    expect((await read('{"n": [1]}\n{"n": [2]}\n\n[3]\n', ['n'])).parts).toEqual([
      '/n/0 n 1',
      'line 1 document {"n":[]}',
      'line 2/n/0 n 2',
      'line 2 document {"n":[]}',
      'line 4/0 document 3',
    ]);
  });

  it('may begin with a byte-order mark, and has names of any kind', async () => {
    expect((await read('\ufeff{"__proto__": {"a/b": ["~"]}}', ['__proto__/a/b'])).parts).toEqual([
      '/__proto__/a~1b/0 __proto__/a/b "~"',
      'line 1 document {"__proto__":{"a/b":[]}}',
    ]);
  });

  it('keeps whole numbers that are too long for a number', async () => {
    writeFileSync(file, '[2870593839823104001, 12.5, 1e3, 9007199254740991]');
    const values = [];
    for await (const { value } of readJson(file, { timeZone: 'UTC' }, () => false)) values.push(value);
    expect(values).toEqual([2870593839823104001n, 12.5, 1000, 9007199254740991]);
  });

  it.each([
    ['', 'line 1: truncated'],
    ['[{"a": 1}, {"a": ', 'line 1: truncated'],
    ['{"a": 1}\n{"a": 1}\n<gpx>', 'line 3: malformed_json'],
    ['{"a": 1]', 'line 1: malformed_json'],
    ['['.repeat(5000), '/0: too_deep'],
    [Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), 'line 1: not_utf8'],
    [`["${'x'.repeat(5_000_000)}"]`, 'line 1: entry_too_large'],
    [`[{"a": [${'1,'.repeat(2_500_000)}1]}]`, '/0: entry_too_large'],
  ])('that cannot be read any further says where: %#', async (text, fault) => {
    expect((await read(text)).fault).toBe(fault);
  });

  it('gives what was whole before a fault', async () => {
    const { parts, fault } = await read('{"n": [{"a": 1}, {"a": 2}, {"a": 3x}]}', ['n']);
    expect(parts).toEqual(['/n/0 n {"a":1}', '/n/1 n {"a":2}']);
    expect(fault).toBe('line 1: malformed_json');
  });

  it('of any length is read in little memory', async () => {
    const elements = `${JSON.stringify({ text: 'x'.repeat(2000), list: [1, 2, 3] })},`.repeat(1000);
    writeFileSync(file, '{"n": [');
    for (let thousands = 0; thousands < 40; thousands++) appendFileSync(file, elements);
    appendFileSync(file, '1]}');
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const heapInUse = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = heapInUse();
    let [count, most] = [0, 0];
    for await (const { list } of readJson(file, { timeZone: 'UTC' }, (names) => names.join() === 'n')) {
      if (list) count += 1;
      if (count % 10_000 === 0) most = Math.max(most, heapInUse() - before);
    }
    expect(count).toBe(40_001);
    expect(most).toBeLessThan(statSync(file).size / 10);
  });
});
