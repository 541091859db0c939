import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clock } from '../time/clock.js';
import type { DemoService } from './demo.service.js';
import { exampleUserId, namedDemoUsers, populationDemoUsers } from './demo-users.js';
import { parsePeople, type Person } from './people.js';

const readPeople = async (): Promise<Person[]> =>
  parsePeople(await readFile(join(import.meta.dirname, 'nhanes-2011-2012.csv'), 'utf8'));

/** Whether the demonstration is there whole: the user of the examples comes last. */
export const isDemoLoaded = (demo: DemoService): Promise<boolean> => demo.has(exampleUserId);

/** Loads the demonstration, with a progress line for people. */
export async function loadDemo(demo: DemoService): Promise<void> {
  const startedAt = performance.now();
  const people = await readPeople();
  const progress = progressLine('Loading the demo population', people.length);
  await demo.load(populationDemoUsers(people, clock.now()), progress);
  for (const user of namedDemoUsers(people, clock.now()).toReversed()) await demo.load([user], progress);
  console.log(
    `${process.stdout.isTTY ? '\r' : ''}The demo population is loaded, in ${Math.round((performance.now() - startedAt) / 1000)} s.`,
  );
}

/** Gives a demonstration that was loaded on an earlier day the days since then. */
export async function bringDemoForward(demo: DemoService): Promise<void> {
  const people = await readPeople();
  await demo.bringForward(namedDemoUsers(people, clock.now()));
  await demo.bringForward(populationDemoUsers(people, clock.now()));
}

/** Shows each percent on a terminal, each tenth in a log. */
function progressLine(what: string, of: number): () => void {
  const { isTTY } = process.stdout;
  let [done, shown] = [0, -1];
  return () => {
    const percent = Math.floor((100 * ++done) / of);
    if (percent === shown || (!isTTY && percent % 10 !== 0)) return;
    shown = percent;
    process.stdout.write(isTTY ? `\r${what}: ${percent} %` : `${what}: ${percent} %\n`);
  };
}
