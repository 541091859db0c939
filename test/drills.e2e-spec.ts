import { type Drill, play, SHORT } from '../bench/drills/drill.js';
import { DRILLS } from '../bench/drills/drills.js';
import { report } from '../bench/drills/report.js';
import { TranspiledSource } from './support/transpiled-source.js';

const source = new TranspiledSource();
afterAll(() => source.remove());

// The short form of three drills; `npm run drill` has all of them, and longer.
describe.each(['postgres-restart', 'service-kill', 'black-hole'])('The drill %s', (name) => {
  it('loses nothing, leaves nothing wrong, and ends well', async () => {
    const drill: Drill = DRILLS[name]!;
    const findings = await play(drill, SHORT, (program) => source.script(program));
    expect({ broken: findings.broken, told: report(drill.title, findings) }).toMatchObject({ broken: [] });
    expect(findings.acknowledged).toBeGreaterThan(0);
    expect(findings.phases[1]!.asked.some(({ kind }) => kind !== 'right')).toBe(true); // it was felt
  }, 120_000);
});
