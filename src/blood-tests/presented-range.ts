import type { ReferenceRange } from './catalogue/analyte.js';
import type { ReferenceRangeResponse } from './reference-range.dto.js';

const numberOf = (decimal: string | undefined): number | null => (decimal === undefined ? null : Number(decimal));

/** A reference range of the catalogue as a client gets it. */
export const presentRange = (range: ReferenceRange): ReferenceRangeResponse => ({
  sexAtBirth: range.sex ?? null,
  ageLowYears: range.ageLow ?? null,
  ageHighYears: range.ageHigh ?? null,
  low: numberOf(range.low),
  high: numberOf(range.high),
  highExclusive: range.highExclusive ?? false,
  criticalLow: numberOf(range.criticalLow),
  criticalHigh: numberOf(range.criticalHigh),
  source: range.source,
});
