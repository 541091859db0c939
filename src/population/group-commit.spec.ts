import { setImmediate as nextTurn } from 'node:timers/promises';
import { GroupCommit } from './group-commit.js';

interface Task {
  userId: string;
  says: string;
}

class Refusal extends Error {}

/** What was carried out, each group until it is ended, or ends badly. */
let groups: { says: string[]; end: () => void; fail: (error: Error) => void }[];
let commit: GroupCommit<Task, string>;
beforeEach(() => {
  groups = [];
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'], now: 5_000 });
  const carryOut = (tasks: readonly Task[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const says = tasks.map((task) => task.says);
      groups.push({ says, end: () => resolve(says.map((word) => `did ${word}`)), fail: reject });
    });
  commit = new GroupCommit(carryOut, (error) => error instanceof Refusal);
});
afterEach(() => jest.useRealTimers());

const ask = (says: string, userId = says): Promise<string> => commit.do({ userId, says });
const askAll = (words: readonly string[]): Promise<string>[] => words.map((word) => ask(word));
const begun = (): string[][] => groups.map(({ says }) => says);
async function end(group: number): Promise<void> {
  groups[group]!.end();
  await nextTurn();
}
async function fail(group: number, error: Error): Promise<void> {
  groups[group]!.fail(error);
  await nextTurn();
}

it('carries out the first at once, and together what comes meanwhile, each with its own answer', async () => {
  const answers = askAll(['a', 'b', 'c', 'd']);
  expect(begun()).toEqual([['a']]);
  await end(0);
  expect(begun()).toEqual([['a'], ['b', 'c', 'd']]);
  answers.push(ask('e'));
  await end(1);
  await end(2);
  expect(await Promise.all(answers)).toEqual(['did a', 'did b', 'did c', 'did d', 'did e']);
  expect(begun()).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  void ask('f');
  expect(begun().at(-1)).toEqual(['f']); // nothing is under way
});

it('takes sixteen at most', async () => {
  const words = Array.from({ length: 40 }, (_, index) => `${index}`);
  const answers = askAll(words);
  for (let group = 0; group < 4; group++) await end(group);
  expect(begun().map(({ length }) => length)).toEqual([1, 16, 16, 7]);
  expect(await Promise.all(answers)).toEqual(words.map((word) => `did ${word}`));
});

it('has two of one user in different groups, in their order', async () => {
  const answers = [ask('a'), ask('first', 'ann'), ask('second', 'ann'), ask('b')];
  for (let group = 0; group < 3; group++) await end(group);
  expect(begun()).toEqual([['a'], ['first', 'b'], ['second']]);
  expect(await Promise.all(answers)).toEqual(['did a', 'did first', 'did second', 'did b']);
});

it('carries out each alone after several were refused, and for a second each that comes', async () => {
  const answers = askAll(['a', 'b', 'bad', 'c']);
  answers[2]!.catch(() => {});
  await end(0);
  answers.push(ask('d'));
  await fail(1, new Refusal('one of them'));
  expect(begun().slice(2)).toEqual([['b'], ['bad'], ['c'], ['d']]);
  jest.advanceTimersByTime(999);
  answers.push(...askAll(['e', 'f']));
  expect(begun().slice(6)).toEqual([['e'], ['f']]);
  await fail(3, new Refusal('this one'));
  for (const group of [2, 4, 5, 6, 7]) await end(group);
  expect(
    (await Promise.allSettled(answers)).map((outcome) => ('value' in outcome ? outcome.value : String(outcome.reason))),
  ).toEqual(['did a', 'did b', 'Error: this one', 'did c', 'did d', 'did e', 'did f']);
  jest.advanceTimersByTime(1);
  void askAll(['g', 'h', 'i']);
  await end(8);
  expect(begun().slice(8)).toEqual([['g'], ['h', 'i']]);
});

it('tells all of a group what else befell it, and does nothing twice', async () => {
  const answers = askAll(['a', 'b', 'c']);
  await end(0);
  const outcomes = Promise.allSettled(answers);
  await fail(1, new Error('the connection is lost'));
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(begun()).toEqual([['a'], ['b', 'c']]);
  void ask('d');
  expect(begun().at(-1)).toEqual(['d']);
});

it('waits for nobody who takes longer than a moment', async () => {
  void askAll(['slow', 'a', 'b']);
  jest.advanceTimersByTime(19);
  void ask('c');
  expect(begun()).toEqual([['slow']]);
  jest.advanceTimersByTime(1);
  expect(begun()).toEqual([['slow'], ['a', 'b', 'c']]);
  void ask('d');
  await end(1);
  expect(begun().slice(2)).toEqual([['d']]); // though the slow one is still under way
  void ask('e');
  await end(0);
  expect(begun()).toHaveLength(3);
  await end(2);
  expect(begun().slice(3)).toEqual([['e']]);
  await end(3);
  jest.advanceTimersByTime(100);
  expect(begun()).toHaveLength(4);
});
