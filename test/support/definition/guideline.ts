import { isPresent, type Figure } from './figure.js';
import { LIFES_ESSENTIAL_8 } from './registry.js';

// Section 8 of the definition.

type Table = (typeof LIFES_ESSENTIAL_8)[keyof typeof LIFES_ESSENTIAL_8];

export interface Guideline {
  guidelineScore: number | null;
  guidelinePoints: Record<'activity' | 'sleep' | 'lipids' | 'glucose', number | null>;
}

/** The points of the row that the figure is in; a figure in so many units of the table's is first divided by them. */
function points(table: Table, figure: Figure, units = 1n): number | null {
  if (!isPresent(figure)) return null;
  const { p, q } = figure.value;
  return table.find(([tenths]) => 10n * p >= BigInt(tenths) * q * units)?.[1] ?? null;
}

export function guideline(figures: Record<'mvpa' | 'asleep' | 'nonhdl' | 'hba1c' | 'glucose', Figure>): Guideline {
  const guidelinePoints = {
    activity: points(LIFES_ESSENTIAL_8.activityMinutesAWeek, figures.mvpa),
    sleep: points(LIFES_ESSENTIAL_8.sleepHours, figures.asleep, 60n),
    lipids: points(LIFES_ESSENTIAL_8.nonHdl, figures.nonhdl),
    glucose: isPresent(figures.hba1c)
      ? points(LIFES_ESSENTIAL_8.hba1c, figures.hba1c)
      : points(LIFES_ESSENTIAL_8.fastingGlucose, figures.glucose),
  };
  const atHand = Object.values(guidelinePoints).filter((value) => value !== null);
  return { guidelinePoints, guidelineScore: atHand.length === 0 ? null : atHand.reduce((a, b) => a + b, 0) / atHand.length };
}
