import { setTimeout as pause } from 'node:timers/promises';
import { every } from './every.js';

describe('Something that is done again and again', () => {
  it('is never done twice at once, however long it takes', async () => {
    const seen = { running: 0, most: 0, times: 0 };
    const end = every(1, async () => {
      seen.most = Math.max(seen.most, ++seen.running);
      await pause(5);
      seen.running--;
      seen.times++;
    });
    while (seen.times < 3) await pause(1);
    await end();
    expect(seen.most).toBe(1);
  });

  it('has come to its end, and is done no more, once it is ended', async () => {
    const seen = { started: 0, finished: 0 };
    const end = every(1, async () => {
      seen.started++;
      await pause(20);
      seen.finished++;
    });
    while (seen.started === 0) await pause(1);
    await end();
    expect(seen.finished).toBe(1);
    await pause(30);
    expect(seen.started).toBe(1);
  });

  it('is not begun when it is ended before', async () => {
    let started = 0;
    await every(10, async () => void started++)();
    await pause(30);
    expect(started).toBe(0);
  });
});
