import { progressLine } from './progress-line.js';

function written(isTTY: boolean, steps: readonly number[], of: number): string {
  let text = '';
  const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream;
  const show = progressLine('Doing', stream);
  for (const done of steps) show(done, of);
  return text;
}

describe('A line of progress', () => {
  it('is written over on a terminal, at each percent', () => {
    expect(written(true, [10, 11, 20, 1000], 1000)).toBe('\rDoing: 1 %\rDoing: 2 %\rDoing: 100 %\n');
  });

  it('is a line for each tenth elsewhere, however large the steps', () => {
    expect(written(false, [3, 14, 18, 47, 60], 60)).toBe('Doing: 0 %\nDoing: 20 %\nDoing: 30 %\nDoing: 70 %\nDoing: 100 %\n');
  });

  it('does not go beyond the end when there is more than there was', () => {
    expect(written(false, [90, 120], 100)).toBe('Doing: 90 %\nDoing: 100 %\n');
  });
});
