import type { CreateBloodTest } from './blood-test.dto.js';
import { BLOOD_TEST, type RecordedBloodTest } from './recorded-blood-test.js';

const draft: CreateBloodTest = {
  collectedAt: '2025-03-03T23:30:00-05:00',
  results: [
    { analyte: 'hba1c', value: 48, unit: 'mmol/mol' },
    { analyte: 'sodium', value: 140, unit: 'mmol/L', comparator: null },
    { analyte: 'trig', value: 45, unit: 'mg/dL', comparator: '<' },
  ],
};

const record = (said: CreateBloodTest, timeZone: string): RecordedBloodTest => ({
  id: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f',
  userId: '019a1f3e-6c1b-7d60-9f5e-000000000001',
  source: { name: 'Labor Berlin', kind: 'laboratory', device: null },
  externalId: null,
  timeZone,
  createdAt: '2025-03-05T10:00:00.000Z',
  updatedAt: '2025-03-05T10:00:00.000Z',
  ...BLOOD_TEST.complete(said, timeZone),
});

describe('a blood test as it is kept', () => {
  it.each([
    ['America/New_York', '2025-03-03'],
    ['Europe/Berlin', '2025-03-04'],
  ])('belongs in %s to the local day of collection, %s', (timeZone, day) => {
    expect(BLOOD_TEST.complete(draft, timeZone)).toMatchObject({ collectedAt: '2025-03-04T04:30:00.000Z', localDate: day });
  });

  it('has its values as they were reported and in millionths of the canonical unit', () => {
    expect(BLOOD_TEST.complete(draft, 'UTC').results).toEqual([
      { analyte: 'hba1c', value: 48, unit: 'mmol/mol', comparator: null, canonicalMicro: 6_543_040 },
      { analyte: 'sodium', value: 140, unit: 'mmol/L', comparator: null, canonicalMicro: 140_000_000 },
      { analyte: 'trig', value: 45, unit: 'mg/dL', comparator: '<', canonicalMicro: 45_000_000 },
    ]);
  });

  it('is what its own draft makes again', () => {
    const kept = record(draft, 'Asia/Kathmandu');
    expect(BLOOD_TEST.complete(BLOOD_TEST.draftOf(kept), kept.timeZone)).toEqual(BLOOD_TEST.complete(draft, kept.timeZone));
  });

  it('tells the score of the analytes that it reads, a bound as if it were the value', () => {
    const collection = {
      collectedAt: Date.parse('2025-03-04T04:30:00Z'),
      localDate: '2025-03-04',
      createdAt: Date.parse('2025-03-05T10:00:00Z'),
      id: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f',
    };
    expect(BLOOD_TEST.factsOf(record(draft, 'UTC'))).toMatchObject({
      days: [],
      nights: [],
      results: [
        { analyte: 'hba1c', micro: 6_543_040n, ...collection },
        { analyte: 'trig', micro: 45_000_000n, ...collection },
      ],
    });
  });
});
