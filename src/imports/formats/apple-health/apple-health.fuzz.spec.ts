import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { appleExport, element, sampleOf, sleepOf } from '../../../../test/support/apple-export.js';
import { Dice } from '../../../../test/support/dice.js';
import { mutated } from '../../../../test/support/mutations.js';
import { faultsOf, sample } from '../../../../test/support/readings.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';

const ROUNDS = 1500;
const NIGHT = appleExport(
  sampleOf({ startDate: '2024-03-05 23:55:00 +0100', endDate: '2024-03-06 00:05:00 +0100' }),
  sleepOf('AsleepCore', '2024-03-05 23:00:00 +0100', '2024-03-06 03:00:00 +0100'),
  sleepOf('Awake', '2024-03-06 02:00:00 +0100', '2024-03-06 04:00:00 +0100'),
);
const ODD_VALUES = [
  '',
  '-1',
  '1e99',
  'NaN',
  '0x10',
  '٣',
  '9999-12-31 23:59:59 +1459',
  '2024-02-30 00:00:00 +0000',
  '__proto__',
  'a'.repeat(500),
];

/** Reads it; throws where anything but readings and the fault of a malformed file came out, or a rule cannot judge a draft. */
async function secondsToSurvive(file: Buffer): Promise<number> {
  const began = performance.now();
  const { readings } = await wholeReading(APPLE_HEALTH, file);
  for (const reading of readings) if (reading.outcome === 'record') faultsOf(reading);
  return (performance.now() - began) / 1000;
}

describe('an export with accidents', () => {
  it.each([
    ['of a real person', readFileSync(sample('apple-health/dogsheep_export.xml'))],
    ['of a night', Buffer.from(NIGHT)],
  ])(
    'gives readings or says that it is malformed: %s',
    async (_, original) => {
      const dice = new Dice(20_240_305);
      for (let round = 0; round < ROUNDS; round += 1) expect(await secondsToSurvive(mutated(original, dice))).toBeLessThan(5);
    },
    120_000,
  );

  it('in its attributes gives readings for all of its entries', async () => {
    const dice = new Dice(7);
    const attributes = /"[^"<>]*"/g;
    for (let round = 0; round < ROUNDS; round += 1) {
      const target = dice.from(4, 24);
      let seen = 0;
      const xml = NIGHT.replaceAll(attributes, (value) => ((seen += 1) === target ? `"${dice.oneOf(ODD_VALUES)}"` : value));
      const { entries, fault } = await wholeReading(APPLE_HEALTH, xml);
      expect(fault).toBeNull();
      expect(entries).toBe(3);
    }
  }, 120_000);

  it('in its zip gives readings or says that it is malformed', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(NIGHT), 'apple_health_export/export.xml');
    zip.addBuffer(Buffer.from('{"resourceType": "Observation"}'), 'apple_health_export/clinical-records/1.json');
    zip.addBuffer(Buffer.from(element('ClinicalDocument', {})), 'apple_health_export/export_cda.xml');
    zip.end();
    const original = await buffer(zip.outputStream);
    const dice = new Dice(11);
    for (let round = 0; round < ROUNDS; round += 1) expect(await secondsToSurvive(mutated(original, dice))).toBeLessThan(5);
  }, 120_000);
});
