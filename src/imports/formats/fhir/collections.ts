import { createHash } from 'node:crypto';
import { cutTo } from '../../entries/short-text.js';
import type { CreateBloodTestResult } from '../../../blood-tests/blood-test-result.dto.js';
import type { CreateBloodTest } from '../../../blood-tests/blood-test.dto.js';
import { hasPlausibleNonHdl } from '../../../blood-tests/result-rules.js';
import { formatInstant } from '../../../time/instant.js';
import type { Place, Reading } from '../../import-format.js';
import { rejected } from './observation.js';

/** A result with what tells to which collection it belongs, and which of two of one analyte counts. */
export interface CollectedResult {
  readonly result: CreateBloodTestResult;
  readonly place: Place;
  readonly collectedMs: number;
  /** Of the visit, where it is known: people are seldom at two at the same second. */
  readonly encounter: string;
  readonly laboratory: string | undefined;
  readonly issuedMs: number;
  readonly id: string;
}

const LONGEST_KEY = 150;
const LONGEST_LABORATORY = 200;

/** Results of one instant and one encounter are one blood test. */
export function* bloodTestsOf(results: readonly CollectedResult[], sourceName: string): Generator<Reading> {
  const collections = new Map<string, CollectedResult[]>();
  for (const result of results) {
    const key = `${formatInstant(result.collectedMs)}${result.encounter && ` ${result.encounter}`}`;
    const collection = collections.get(key);
    if (collection) collection.push(result);
    else collections.set(key, [result]);
  }
  for (const [key, collection] of collections) yield* bloodTestOf(key, collection, sourceName);
}

function* bloodTestOf(key: string, collection: readonly CollectedResult[], sourceName: string): Generator<Reading> {
  const chosen = new Map<string, CollectedResult>();
  for (const candidate of collection.toSorted(byPreference)) {
    const { analyte } = candidate.result;
    if (chosen.has(analyte)) yield repeated(candidate);
    else chosen.set(analyte, candidate);
  }
  if (!hasPlausibleNonHdl({ results: [...chosen.values()].map(({ result }) => result) })) {
    for (const analyte of ['chol_total', 'hdl']) {
      yield rejected(IMPLAUSIBLE_NON_HDL, chosen.get(analyte)!.place);
      chosen.delete(analyte);
    }
  }
  const kept = collection.filter((candidate) => chosen.get(candidate.result.analyte) === candidate);
  if (kept.length === 0) return;
  const laboratory = kept.map((result) => result.laboratory).find((name) => name !== undefined);
  const draft: CreateBloodTest = {
    collectedAt: formatInstant(kept[0]!.collectedMs),
    source: { name: sourceName, kind: 'laboratory' },
    externalId: `collection:${key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex')}`,
    ...(laboratory && { laboratory: cutTo(laboratory, LONGEST_LABORATORY) }),
    results: kept.map(({ result }) => result),
  };
  yield { outcome: 'record', entries: kept.length, place: kept[0]!.place, collection: 'blood-tests', draft };
}

const IMPLAUSIBLE_NON_HDL = {
  code: 'implausible_non_hdl',
  detail: 'total less HDL cholesterol of one collection must be from 10 to 1500 mg/dL: one of the two is wrong',
};

/** What was issued last comes first; of what was issued together, the greater identity, so that the order in the file is nothing. */
const byPreference = (a: CollectedResult, b: CollectedResult): number =>
  b.issuedMs - a.issuedMs || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);

const repeated = ({ place, result }: CollectedResult): Reading => ({
  outcome: 'skipped',
  entries: 1,
  place,
  reason: 'repeated_analyte',
  detail: `${result.analyte} was reported more than once of this collection; the one that was issued last counts`,
});
