import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { paced, type Patience } from './paced.js';

const PATIENT: Patience = { pauseMs: 5000, totalMs: 5000 };
const LINE = `${'x'.repeat(999)}\n`;

/** A source of lines, which notes how many were made, whether it was ended, and how often what it holds was released. */
function source(lines: number, failure?: Error) {
  const seen = { made: 0, isOver: false, released: 0 };
  async function* made(): AsyncGenerator<string> {
    try {
      for (; seen.made < lines; seen.made++) yield LINE;
      if (failure) throw failure;
    } finally {
      seen.isOver = true;
    }
  }
  const stream = (patience = PATIENT) => paced(made(), patience, () => (seen.released += 1));
  return { seen, stream };
}

describe('a stream of pieces that are made as they are read', () => {
  it('has all of them, and releases what they were made of', async () => {
    const { seen, stream } = source(500);
    expect(await text(stream())).toBe(LINE.repeat(500));
    expect(seen).toEqual({ made: 500, isOver: true, released: expect.any(Number) });
    expect(seen.released).toBeGreaterThan(0);
  });

  it('makes no more than is read', async () => {
    const { seen, stream } = source(100_000);
    const reader = stream();
    await once(reader, 'readable');
    await wait(50);
    expect(seen.made).toBeLessThan(300);
    reader.destroy();
  });

  it('is over when its reader goes away, even before reading anything', async () => {
    for (const hasRead of [true, false]) {
      const { seen, stream } = source(100_000);
      const reader = stream();
      if (hasRead) await once(reader, 'readable');
      reader.destroy();
      await once(reader, 'close');
      expect(seen).toMatchObject({ isOver: hasRead, released: 1 });
    }
  });

  it('breaks off when its reader pauses for too long, or needs too long for all of it', async () => {
    for (const patience of [
      { pauseMs: 30, totalMs: 5000 },
      { pauseMs: 5000, totalMs: 30 },
    ]) {
      const { seen, stream } = source(100_000);
      const reader = stream(patience);
      reader.read(0);
      const [error] = (await once(reader, 'error')) as [Error];
      expect(error.message).toBe('the reader was too slow');
      await wait(5);
      expect(seen).toMatchObject({ isOver: true, released: 1 });
    }
  });

  it('breaks off when making a piece fails', async () => {
    const { seen, stream } = source(10, new Error('no more'));
    await expect(text(stream())).rejects.toThrow('no more');
    expect(seen).toMatchObject({ isOver: true, released: 1 });
  });
});
