// Life's Essential 8, adults: Lloyd-Jones DM et al., Circulation 2022;146:e18-e43, doi:10.1161/CIR.0000000000001078, table of
// the metric definitions. A row is the lower bound of its interval [lower, next lower) and the points.

import { sum } from './linear-algebra.js';

type Rows = readonly (readonly [from: number, points: number])[];

const ACTIVITY_MINUTES_A_WEEK: Rows = [
  [0, 0],
  [1, 20],
  [30, 40],
  [60, 60],
  [90, 80],
  [120, 90],
  [150, 100],
];
const SLEEP_HOURS: Rows = [
  [0, 0],
  [4, 20],
  [5, 40],
  [6, 70],
  [7, 100],
  [9, 90],
  [10, 40],
];
const NON_HDL_MG_DL: Rows = [
  [0, 100],
  [130, 60],
  [160, 40],
  [190, 20],
  [220, 0],
];
/** No diagnosis is on record, so from 6.5 % on the rows for diabetes are read. */
const HBA1C_PERCENT: Rows = [
  [0, 100],
  [5.7, 60],
  [6.5, 40],
  [7, 30],
  [8, 20],
  [9, 10],
  [10, 0],
];
const FASTING_GLUCOSE_MG_DL: Rows = [
  [0, 100],
  [100, 60],
];
/** From here on the table asks for HbA1c. */
const DIABETIC_FASTING_GLUCOSE_MG_DL = 126;

/** What the table is read with; null where there is no figure. */
export interface GuidelineFigures {
  readonly mvpaMinutesPerWeek: number | null;
  /** Mean nightly hours asleep. */
  readonly sleepHours: number | null;
  /** mg/dL. */
  readonly nonHdl: number | null;
  /** NGSP %. */
  readonly hba1c: number | null;
  /** mg/dL, read where there is no HbA1c. */
  readonly fastingGlucose: number | null;
}

/** The points (0 to 100) of each component at hand, null for one that is not. */
export interface GuidelinePoints {
  readonly activity: number | null;
  readonly sleep: number | null;
  readonly lipids: number | null;
  readonly glucose: number | null;
}

/** The points of each component by the table. */
export function guidelinePoints(figures: GuidelineFigures): GuidelinePoints {
  return {
    activity: read(ACTIVITY_MINUTES_A_WEEK, figures.mvpaMinutesPerWeek),
    sleep: read(SLEEP_HOURS, figures.sleepHours),
    lipids: read(NON_HDL_MG_DL, figures.nonHdl),
    glucose: glucosePoints(figures.hba1c, figures.fastingGlucose),
  };
}

/** The mean of the components at hand, 0 to 100; null when there is none. */
export function guidelineScore(figures: GuidelineFigures): number | null {
  const points = Object.values(guidelinePoints(figures)).filter((value) => value !== null);
  return points.length === 0 ? null : sum(points) / points.length;
}

function glucosePoints(hba1c: number | null, fastingGlucose: number | null): number | null {
  if (hba1c !== null) return read(HBA1C_PERCENT, hba1c);
  if (fastingGlucose !== null && fastingGlucose >= DIABETIC_FASTING_GLUCOSE_MG_DL) return null;
  return read(FASTING_GLUCOSE_MG_DL, fastingGlucose);
}

function read(rows: Rows, value: number | null): number | null {
  return value === null ? null : (rows.findLast((row) => row[0] <= value)?.[1] ?? null);
}
