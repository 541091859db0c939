import {
  HARD_LIMITS,
  type LaboratoryMetricId,
  type MetricId,
  SLEEP_BAND_SECONDS,
  VALID_NIGHT_SECONDS,
  VALID_STEPS,
} from './metrics.js';

const SECONDS_A_MINUTE = 60;
const MINUTES_A_WEEK = 7 * 24 * 60;

/** What a figure can be at all, both ends included. */
export interface FigureLimits {
  readonly low: number;
  readonly high: number;
}

const laboratory = (id: LaboratoryMetricId): FigureLimits => ({
  low: Number(HARD_LIMITS[id].low),
  high: Number(HARD_LIMITS[id].high),
});

/** Between which bounds a figure lies, in the metric's unit: a mean of valid days, or a plausible laboratory value. */
export const FIGURE_LIMITS: Readonly<Record<MetricId, FigureLimits>> = {
  steps: VALID_STEPS,
  mvpa: { low: 0, high: 2 * MINUTES_A_WEEK },
  sleep: {
    low: 0,
    high:
      Math.max(SLEEP_BAND_SECONDS.low - VALID_NIGHT_SECONDS.low, VALID_NIGHT_SECONDS.high - SLEEP_BAND_SECONDS.high) /
      SECONDS_A_MINUTE,
  },
  hba1c: laboratory('hba1c'),
  nonhdl: laboratory('nonhdl'),
  hdl: laboratory('hdl'),
  trig: laboratory('trig'),
};
