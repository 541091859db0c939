import type { OwnMembers, RecordKind, StoredRecord } from '../health-records/record-kind.js';
import type { RecordFacts } from '../population/facts.js';
import { SCORED_ANALYTES, type LabResult, type ScoredAnalyte } from '../scoring/laboratory-figures.js';
import { formatInstant, parseInstant } from '../time/instant.js';
import { localDate } from '../time/time-zone.js';
import type { CreateBloodTestResult } from './blood-test-result.dto.js';
import { CreateBloodTest } from './blood-test.dto.js';
import { toCanonical } from './canonical-value.js';
import { findAnalyte } from './catalogue/analytes.js';
import type { Comparator } from './interpretation.js';

/** A result as it is kept: as it was reported, and in whole millionths of the canonical unit, far below 2^53. */
export interface RecordedResult {
  analyte: string;
  value: number;
  unit: string;
  comparator: Comparator | null;
  canonicalMicro: number;
}

/** A blood test as it is kept. */
export interface RecordedBloodTest extends StoredRecord {
  collectedAt: string;
  fasting: boolean | null;
  laboratory: string | null;
  results: RecordedResult[];
}

function recorded({ analyte, value, unit, comparator }: CreateBloodTestResult): RecordedResult {
  const canonical = toCanonical(findAnalyte(analyte)!, value, unit);
  if ('fault' in canonical) throw new RangeError(canonical.detail);
  return { analyte, value, unit, comparator: comparator ?? null, canonicalMicro: Number(canonical.micro) };
}

/** A blood test belongs to the local day of collection. */
function complete(draft: CreateBloodTest, timeZone: string): OwnMembers<RecordedBloodTest> {
  const collectedMs = parseInstant(draft.collectedAt)!;
  return {
    localDate: localDate(collectedMs, timeZone),
    collectedAt: formatInstant(collectedMs),
    fasting: draft.fasting ?? null,
    laboratory: draft.laboratory ?? null,
    results: draft.results.map(recorded),
  };
}

function draftOf(record: RecordedBloodTest): CreateBloodTest {
  const { source, externalId, timeZone, collectedAt, fasting, laboratory } = record;
  const results = record.results.map(({ analyte, value, unit, comparator }) => ({ analyte, value, unit, comparator }));
  return { source, externalId, timeZone, collectedAt, fasting, laboratory, results };
}

const isScored = (analyte: string): analyte is ScoredAnalyte => (SCORED_ANALYTES as readonly string[]).includes(analyte);

/** What the score reads. Of a value told by a comparator its bound counts: less than 30 counts as 30. */
function factsOf(record: RecordedBloodTest): RecordFacts {
  const { id, source, localDate: date, results } = record;
  const [collectedAt, createdAt] = [Date.parse(record.collectedAt), Date.parse(record.createdAt)];
  const facts = results.flatMap(({ analyte, canonicalMicro }): LabResult[] =>
    isScored(analyte) ? [{ analyte, micro: BigInt(canonicalMicro), collectedAt, localDate: date, createdAt, id }] : [],
  );
  return { source, days: [], nights: [], results: facts };
}

export const BLOOD_TEST: RecordKind<CreateBloodTest, RecordedBloodTest> = {
  noun: 'blood test',
  path: 'blood-tests',
  draft: CreateBloodTest,
  instant: 'collectedAt',
  complete,
  draftOf,
  factsOf,
};
