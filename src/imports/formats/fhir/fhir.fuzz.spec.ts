import { readFileSync } from 'node:fs';
import { Dice } from '../../../../test/support/dice.js';
import { mutated, spoilt } from '../../../../test/support/mutations.js';
import { faultsOf, sample } from '../../../../test/support/readings.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { FHIR } from './fhir.js';

const ROUNDS = 2000;
const LINES = readFileSync(sample('fhir/synthea-observations.ndjson'), 'utf8').split('\n', 4).join('\n');
const BUNDLE = JSON.parse(readFileSync(sample('fhir/synthea-bundle.json'), 'utf8')) as { entry: unknown[] };
/** Reads it; throws where anything but readings and the fault of a malformed file came out, or a rule cannot judge a draft. */
async function secondsToSurvive(file: string | Buffer): Promise<number> {
  const began = performance.now();
  const { readings } = await wholeReading(FHIR, file);
  for (const reading of readings) if (reading.outcome === 'record') faultsOf(reading);
  return (performance.now() - began) / 1000;
}

describe('FHIR with accidents', () => {
  it('gives readings or says that it is malformed', async () => {
    const dice = new Dice(5);
    const original = Buffer.from(LINES);
    for (let round = 0; round < ROUNDS; round += 1) expect(await secondsToSurvive(mutated(original, dice))).toBeLessThan(5);
  }, 120_000);

  it('in the values of its members gives readings', async () => {
    const dice = new Dice(3);
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = dice.from(0, BUNDLE.entry.length - 4);
      const entry = BUNDLE.entry.slice(start, start + 4).map((one) => spoilt(one, dice));
      expect(await secondsToSurvive(JSON.stringify({ resourceType: 'Bundle', entry }))).toBeLessThan(5);
    }
  }, 120_000);
});
