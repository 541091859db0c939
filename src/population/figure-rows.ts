import { isAdult } from '../scoring/cohorts.js';
import { dailyFigures, type WindowSums } from '../scoring/daily-figures.js';
import { isPresent, type Absence, type Figure } from '../scoring/figure.js';
import { histogramBucket } from '../scoring/histogram.js';
import { laboratoryFigures, type LabResult } from '../scoring/laboratory-figures.js';
import { METRICS, type MetricId } from '../scoring/metrics.js';
import { observe } from '../scoring/transform.js';
import type { RecordFacts } from './facts.js';
import type { Profile } from './user-state.js';
import { FIGURE_VALUES } from './write-statement.js';

/** The scored metrics, and the two figures that only the guideline score reads. */
export type FigureId = MetricId | 'asleep' | 'glucose';

/**
 * A row of `figures`. Its numbers are integers far below 2^53. Of the absent figures only a stale one has a row: the reason for
 * the others follows from the metric and the user's age.
 */
export interface FigureRow {
  metric: FigureId;
  numerator: number | null;
  denominator: number | null;
  x: number | null;
  x_raw: number | null;
  bucket: number | null;
  days: number | null;
  observed_on: string | null;
  absent_reason: 'stale' | null;
}

export const isSameFigure = (a: FigureRow, b: FigureRow | undefined): boolean =>
  b !== undefined && FIGURE_VALUES.every((name) => a[name] === b[name]);

/** What the score reads of a figure. */
export type ScoredRow = Pick<FigureRow, 'numerator' | 'denominator' | 'x' | 'x_raw'>;

const isScored = (metric: FigureId): metric is MetricId => metric in METRICS;

/** The figures of a user on a local date, one entry a metric: the row to be kept, or null where no row is. */
export function figureRows(
  profile: Profile,
  asOf: string,
  history: { sums: WindowSums | null; results: readonly LabResult[] | null },
): Map<FigureId, FigureRow | null> {
  const figures = {
    ...(history.sums ? dailyFigures(history.sums) : {}),
    ...(history.results ? laboratoryFigures(asOf, history.results) : {}),
  };
  const adult = isAdult(profile.birthDate, asOf);
  const rows = new Map<FigureId, FigureRow | null>();
  for (const [metric, figure] of Object.entries(figures) as [FigureId, Figure | Absence][]) {
    rows.set(metric, adult ? rowOf(metric, figure) : null);
  }
  return rows;
}

function rowOf(metric: FigureId, figure: Figure | Absence): FigureRow | null {
  if (isPresent(figure)) return figureRow(metric, figure);
  return figure.absent === 'stale' ? { ...NO_NUMBERS, metric, absent_reason: 'stale' } : null;
}

/** A figure as a row, with the integers by which it is in the population if it is scored. */
export function figureRow(metric: FigureId, figure: Figure): FigureRow {
  const observation = isScored(metric) ? observe(metric, figure) : null;
  return {
    metric,
    numerator: Number(figure.numerator),
    denominator: Number(figure.denominator),
    x: observation && Number(observation.x),
    x_raw: observation && Number(observation.xRaw),
    bucket: observation && isScored(metric) ? histogramBucket(metric, observation.x) : null,
    days: figure.days,
    observed_on: figure.observedOn,
    absent_reason: null,
  };
}

const NO_NUMBERS = {
  numerator: null,
  denominator: null,
  x: null,
  x_raw: null,
  bucket: null,
  days: null,
  observed_on: null,
} as const;

/** The stored results as they are after records that said `before` say `after`. */
export function resultsAfter(
  stored: readonly LabResult[],
  before: readonly RecordFacts[],
  after: readonly RecordFacts[],
): LabResult[] {
  const gone = new Set(before.flatMap(({ results }) => results.map(({ id }) => id)));
  return [...stored.filter(({ id }) => !gone.has(id)), ...after.flatMap(({ results }) => results)];
}
