import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { guessFormat } from './guess-format.js';

const folder = mkdtempSync(join(tmpdir(), 'guess-format-'));
const path = join(folder, 'file');
afterAll(() => rmSync(folder, { recursive: true }));

const guessOf = (content: string | Buffer): Promise<string | undefined> => {
  writeFileSync(path, content);
  return guessFormat(path);
};

describe('The format of a file without a name', () => {
  it.each([
    ['<?xml version="1.0"?>\n<!DOCTYPE HealthData [\n]>\n<HealthData>', 'apple-health'],
    ['PK\u0003\u0004...apple_health_export/export.xml', 'apple-health'],
    ['PK\u0003\u0004...sauvegarde/Exporter.xml ... sauvegarde/Exporter_CDA.xml', 'apple-health'],
    ['PK\u0003\u0004...physical-activities.csv', 'csv'],
    ['\u{feff}type,startedAt,endedAt\nwalking,', 'csv'],
    ['collectedAt,analyte,value,unit\n', 'csv'],
    ['\u{feff}Id,ActivityDate,TotalSteps\n', 'fitabase'],
    ['user_id,local_date,steps\n', 'fitabase'],
    ['{"type":"physicalActivity","record":{}}\n', 'health-tracker-ndjson'],
    ['{"export":{}}', 'health-tracker-json'],
    ['{"resourceType":"Bundle","entry":[]}', 'fhir'],
    ['{"resourceType":"Bundle","identifier":{"system":"health-tracker"}}', 'health-tracker-fhir'],
    ['[{"activityId":1,"activityType":{}}]', 'garmin'],
    ['{"sleep":[]}', 'fitbit'],
    ['{"goals":{"steps":1},"activities":[]}', 'fitbit'],
    ['{"data":[{"day":"2021-01-01"}],"next_token":null}', 'oura'],
    ['{"status":0,"body":{"series":[{"data":{"total_sleep_time":27600}}]}}', 'withings'],
    ['{"session":[{"id":"1","startTimeMillis":"1709280000000","activityType":8}]}', 'google-fit'],
  ])('of %j is %s', async (content, format) => {
    expect(await guessOf(content)).toBe(format);
    expect(await guessOf(gzipSync(content))).toBe(format);
  });

  it.each(['', 'Id\n', 'id,gender,birthDate\n', 'a,b\n', '{"name":"value"}', '[]', '<xml/>', Buffer.from([0x1f, 0x8b, 0, 0])])(
    'of %j does not show',
    async (content) => {
      expect(await guessOf(content)).toBeUndefined();
    },
  );

  it.each(['"resourceType"', '"activityId":', '"activities-', ' ', 'a', '"', 'PK', 'Id,', '<HealthData', '\n"data" '])(
    'is looked for quickly in many %j',
    async (piece) => {
      const file = piece.repeat(Math.ceil(70_000 / piece.length));
      const began = performance.now();
      await guessOf(file);
      expect(performance.now() - began).toBeLessThan(2_000); // what looks back again and again takes minutes
    },
  );
});
