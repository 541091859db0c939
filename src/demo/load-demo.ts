import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { progressLine } from '../progress-line.js';
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
  const show = progressLine('Loading the demo population', process.stdout);
  let loaded = 0;
  const progress = (): void => show(++loaded, people.length);
  await demo.load(populationDemoUsers(people, clock.now()), progress);
  for (const user of namedDemoUsers(people, clock.now()).toReversed()) await demo.load([user], progress);
  console.log(`The demo population is loaded, in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
}

/** Gives a demonstration that was loaded on an earlier day the days since then. */
export async function bringDemoForward(demo: DemoService): Promise<void> {
  const people = await readPeople();
  await demo.bringForward(namedDemoUsers(people, clock.now()));
  await demo.bringForward(populationDemoUsers(people, clock.now()));
}
