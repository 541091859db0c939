import { type Drill, play, SHORT } from '../bench/drills/drill.js';
import { DRILLS } from '../bench/drills/drills.js';
import { report } from '../bench/drills/report.js';
import { TranspiledSource } from './support/transpiled-source.js';

const source = new TranspiledSource();
afterAll(() => source.remove());

// The short form of three drills; `npm run drill` has all of them, and longer.
describe.each([
  ['postgres-restart', false], // reads are asked once more, and a quick restart may fall between two writes
  ['service-kill', true],
  ['black-hole', true],
])('The drill %s', (name, isAlwaysFelt) => {
  it('loses nothing, leaves nothing wrong, and ends well', async () => {
    const drill: Drill = DRILLS[name]!;
    const findings = await play(drill, SHORT, (program) => source.script(program));
    expect({ broken: findings.broken, told: report(drill.title, findings) }).toMatchObject({ broken: [] });
    expect(findings.acknowledged).toBeGreaterThan(0);
    const isFelt = findings.phases[1]!.asked.some(({ kind }) => kind !== 'right');
    expect(isFelt || !isAlwaysFelt).toBe(true);
  }, 120_000);
});
