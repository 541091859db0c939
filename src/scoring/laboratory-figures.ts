import type { Absence, Figure } from './figure.js';
import { addDays } from './local-date.js';
import { HARD_LIMITS, LABORATORY_DAYS, type LaboratoryMetricId } from './metrics.js';

/** The analytes the figures are read from, named as in the catalogue of analytes. */
export const SCORED_ANALYTES = ['hba1c', 'chol_total', 'hdl', 'nonhdl', 'trig', 'glucose_fasting'] as const;
export type ScoredAnalyte = (typeof SCORED_ANALYTES)[number];

/** One laboratory result, converted to the canonical unit of its analyte. */
export interface LabResult {
  readonly analyte: ScoredAnalyte;
  /** Millionths of the canonical unit. */
  readonly micro: bigint;
  /** Milliseconds since the epoch; results of the same instant are one collection. */
  readonly collectedAt: number;
  readonly localDate: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly id: string;
}

/** The figures that are the latest result of an analyte. */
export interface LaboratoryFigures extends Readonly<Record<LaboratoryMetricId, Figure | Absence>> {
  /** Fasting glucose, mg/dL, which only the guideline score reads. */
  readonly glucose: Figure | Absence;
}

type Reading = Pick<LabResult, 'micro' | 'localDate'>;

const MICRO = 1_000_000n;

/** The figures of the results collected within 365 days before `localDate`. */
export function laboratoryFigures(localDate: string, results: readonly LabResult[]): LaboratoryFigures {
  const past = results.filter((result) => result.localDate < localDate).toSorted(latestFirst);
  const of = (analyte: ScoredAnalyte) => past.filter((result) => result.analyte === analyte);
  const plausible = (metric: LaboratoryMetricId, readings: Reading[]) =>
    latest(
      localDate,
      readings.filter((reading) => isPlausible(metric, reading.micro)),
    );
  return {
    hba1c: plausible('hba1c', of('hba1c')),
    nonhdl: plausible('nonhdl', nonHdlLatestFirst(of('chol_total'), of('hdl'), of('nonhdl'))),
    hdl: plausible('hdl', of('hdl')),
    trig: plausible('trig', of('trig')),
    glucose: latest(localDate, of('glucose_fasting')),
  };
}

function latestFirst(a: LabResult, b: LabResult): number {
  return b.collectedAt - a.collectedAt || b.createdAt - a.createdAt || (b.id > a.id ? 1 : -1);
}

/** Collection by collection: the difference where both parts were measured, then what was reported as non-HDL. */
function nonHdlLatestFirst(totals: LabResult[], hdls: LabResult[], reported: LabResult[]): Reading[] {
  const collections = new Set([...totals, ...reported].map((result) => result.collectedAt));
  return [...collections]
    .toSorted((a, b) => b - a)
    .flatMap((instant) => {
      const [total, hdl, direct] = [totals, hdls, reported].map((of) => of.find((result) => result.collectedAt === instant));
      const derived = total && hdl ? [{ micro: total.micro - hdl.micro, localDate: total.localDate }] : [];
      return direct ? [...derived, direct] : derived;
    });
}

function isPlausible(metric: LaboratoryMetricId, micro: bigint): boolean {
  return HARD_LIMITS[metric].low * MICRO <= micro && micro <= HARD_LIMITS[metric].high * MICRO;
}

function latest(localDate: string, latestFirstReadings: readonly Reading[]): Figure | Absence {
  const oldest = addDays(localDate, -LABORATORY_DAYS);
  const reading = latestFirstReadings.find((one) => oldest <= one.localDate);
  if (!reading) return { absent: latestFirstReadings.length > 0 ? 'stale' : 'no_data' };
  return { numerator: reading.micro, denominator: MICRO, days: null, observedOn: reading.localDate };
}
