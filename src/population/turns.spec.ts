import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns.js';

/** A task that says when it begins, and ends when it is let go. */
function task(name: string, begun: string[]): { run: () => Promise<string>; end: () => void; fail: () => void } {
  let end!: () => void;
  let fail!: () => void;
  const done = new Promise<string>((resolve, reject) => {
    end = () => resolve(name);
    fail = () => reject(new Error(name));
  });
  const run = (): Promise<string> => {
    begun.push(name);
    return done;
  };
  return { run, end, fail };
}

let begun: string[];
let turns: Turns;
beforeEach(() => {
  begun = [];
  turns = new Turns();
});

it('begins a task when the one before it of the same user is over, in the order in which they came', async () => {
  const tasks = ['first', 'second', 'third'].map((name) => task(name, begun));
  const answers = tasks.map(({ run }) => turns.take('ann', run));
  await nextTurn();
  expect(begun).toEqual(['first']);
  tasks[0]!.end();
  await nextTurn();
  expect(begun).toEqual(['first', 'second']);
  tasks[1]!.end();
  tasks[2]!.end();
  expect(await Promise.all(answers)).toEqual(['first', 'second', 'third']);
});

it('goes on after a task that failed, whose caller is told', async () => {
  const [first, second] = [task('first', begun), task('second', begun)];
  const failed = turns.take('ann', first.run);
  const answer = turns.take('ann', second.run);
  first.fail();
  second.end();
  await expect(failed).rejects.toThrow('first');
  expect(await answer).toBe('second');
});

it('lets nobody wait for the tasks of others', async () => {
  const [ann, bob] = [task('ann', begun), task('bob', begun)];
  const slow = turns.take('ann', ann.run);
  const quick = turns.take('bob', bob.run);
  bob.end();
  expect(await quick).toBe('bob');
  ann.end();
  expect(await slow).toBe('ann');
});

it('lets nobody wait long for a task that hangs', async () => {
  const [hanging, next] = [task('hanging', begun), task('next', begun)];
  const never = turns.take('ann', hanging.run);
  next.end();
  expect(await turns.take('ann', next.run)).toBe('next');
  expect(begun).toEqual(['hanging', 'next']);
  hanging.end();
  await never;
});
