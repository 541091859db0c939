import { setTimeout as pause } from 'node:timers/promises';
import { EventLoopGate, shareAfter } from './event-loop-gate.js';

const refusals = (gate: EventLoopGate): number => Array.from({ length: 1000 }, () => gate.refuses()).filter(Boolean).length;

function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('the share of requests that is turned away', () => {
  it('grows by a tenth while the event loop has no pause, shrinks as fast, and is never everybody', () => {
    let share = 0;
    const course = [true, true, false, ...Array<boolean>(12).fill(true)].map((isBusy) => (share = shareAfter(share, isBusy)));
    expect(course.slice(0, 4)).toEqual([0.1, 0.2, 0.1, 0.2]);
    expect(course.at(-1)).toBe(0.9);
    expect(shareAfter(0, false)).toBe(0);
  });
});

describe('an event loop without a pause', () => {
  it('has some requests turned away, and none where there is no limit', async () => {
    const [gate, open] = [new EventLoopGate(0.3), new EventLoopGate(1)];
    for (let time = 0; time < 4; time++) {
      work(400);
      await pause(5);
    }
    expect(refusals(gate)).toBeGreaterThan(0);
    expect(refusals(open)).toBe(0);
    gate.close();
    open.close();
  });
});
