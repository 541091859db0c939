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
