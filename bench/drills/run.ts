// `npm run drill -- NAME [--short]`: lets something happen to a service at work, on a PostgreSQL of its own, and says what was lost,
// wrong and slow. Exits with 1 when a promise was not kept.
import { join } from 'node:path';
import { FULL, play, SHORT } from './drill.js';
import { DRILLS } from './drills.js';
import { FULL_ROUNDS, overload, OVERLOADS, SHORT_ROUND } from './overload.js';
import { report } from './report.js';

const programs = (name: string): string => join(import.meta.dirname, '..', '..', 'src', name);

const isShort = process.argv.includes('--short');
const name = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';
const [drill, times] = [DRILLS[name], OVERLOADS[name]];
if (drill) {
  const obstacle = drill.obstacle?.() ?? null;
  if (obstacle !== null) {
    console.error(obstacle);
    process.exit(2);
  }
  const findings = await play(drill, isShort ? SHORT : FULL, programs);
  console.log(report(drill.title, findings));
  process.exit(findings.broken.length === 0 ? 0 : 1);
} else if (times) {
  const findings = await overload(times, isShort ? SHORT_ROUND : FULL_ROUNDS, programs);
  console.log(report(`${times} times as much comes as can be done`, findings));
  process.exit(findings.broken.length === 0 ? 0 : 1);
}
console.error(
  `npm run drill -- NAME [--short], where NAME is one of ${[...Object.keys(DRILLS), ...Object.keys(OVERLOADS)].join(', ')}`,
);
process.exit(2);
