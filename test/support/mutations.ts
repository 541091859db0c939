import { Dice } from './dice.js';

const SCRAPS = [
  '<',
  '>',
  '"',
  '&',
  '&amp;',
  '<!ENTITY',
  ']]>',
  '<!--',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\0',
  '\u{1f600}',
  '-',
  '9'.repeat(400),
  ' ',
];

/** A file with a few accidents: bytes that changed, pieces that are missing, moved or doubled, and an end that came too early. */
export function mutated(original: Buffer, dice: Dice): Buffer {
  let file = original;
  for (let accidents = dice.from(1, 4); accidents > 0; accidents -= 1) file = withAccident(file, dice);
  return file;
}

function withAccident(file: Buffer, dice: Dice): Buffer {
  const [a, b] = [dice.from(0, file.length), dice.from(0, file.length)].toSorted((x, y) => x - y) as [number, number];
  const end = Math.min(b, a + dice.from(1, 300));
  const [head, piece, tail] = [file.subarray(0, a), file.subarray(a, end), file.subarray(end)];
  switch (dice.from(0, 5)) {
    case 0:
      return Buffer.concat([head, piece.map((byte) => byte ^ (1 << dice.from(0, 7))), tail]);
    case 1:
      return Buffer.concat([head, tail]);
    case 2:
      return Buffer.concat([head, piece, piece, tail]);
    case 3:
      return Buffer.concat([head, Buffer.from(dice.oneOf(SCRAPS)), piece, tail]);
    case 4:
      return Buffer.concat([piece, head, tail]);
    default:
      return head.length > 0 ? head : file;
  }
}

const ODD_VALUES = [
  null,
  true,
  '',
  'x',
  0,
  -1,
  1.5,
  1e308,
  2 ** 60,
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  '2024',
  '2024-13-01',
  '__proto__',
  [{}, 7],
];

/** A copy in which one member somewhere is something else. */
export function spoilt(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.happens(0.1)) return dice.oneOf(ODD_VALUES);
  const keys = Object.keys(value);
  if (keys.length === 0) return dice.oneOf(ODD_VALUES);
  const key = dice.oneOf(keys);
  const copy = Object.assign(Array.isArray(value) ? [] : {}, value) as Record<string, unknown>;
  copy[key] = spoilt(copy[key], dice);
  return copy;
}
