import { isAdult } from './cohorts.js';
import { dailyFigures, type DayTotals } from './daily-figures.js';
import type { Absence, Figure } from './figure.js';
import { laboratoryFigures, type LabResult } from './laboratory-figures.js';
import type { MetricId } from './metrics.js';

/** What the figures of one user are made of: days and results may reach beyond what counts, which is left out here. */
export interface HealthHistory {
  readonly birthDate: string | null;
  readonly days: readonly DayTotals[];
  readonly results: readonly LabResult[];
}

/** The figures of one user on one date. */
export interface Figures {
  readonly scored: Readonly<Record<MetricId, Figure | Absence>>;
  /** Read by the guideline score alone: mean nightly minutes asleep, and fasting glucose in mg/dL. */
  readonly guideline: { readonly asleep: Figure | Absence; readonly glucose: Figure | Absence };
}

const MINOR: Absence = { absent: 'under_18' };

/** The figures of a user whose local date is `localDate`. */
export function figuresOn(localDate: string, history: HealthHistory): Figures {
  if (!isAdult(history.birthDate, localDate)) {
    return {
      scored: { steps: MINOR, mvpa: MINOR, sleep: MINOR, hba1c: MINOR, nonhdl: MINOR, hdl: MINOR, trig: MINOR },
      guideline: { asleep: MINOR, glucose: MINOR },
    };
  }
  const { asleep, ...daily } = dailyFigures(localDate, history.days);
  const { glucose, ...laboratory } = laboratoryFigures(localDate, history.results);
  return { scored: { ...daily, ...laboratory }, guideline: { asleep, glucose } };
}
