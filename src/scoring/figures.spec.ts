import type { DayTotals } from './daily-figures.js';
import { figureValue, isPresent } from './figure.js';
import { figuresOn, type HealthHistory } from './figures.js';
import type { LabResult } from './laboratory-figures.js';
import { METRIC_IDS } from './metrics.js';

const DAYS: DayTotals[] = ['26', '27', '28', '29', '30'].map((day) => ({
  localDate: `2024-03-${day}`,
  steps: 6000,
  mvpaSeconds: 1200,
  asleepSeconds: 24_000,
}));
const RESULTS = (['hba1c', 'chol_total', 'hdl', 'trig', 'glucose_fasting'] as const).map((analyte, i): LabResult => ({
  analyte,
  micro: [5_400_000n, 200_000_000n, 50_000_000n, 90_000_000n, 95_000_000n][i]!,
  collectedAt: 0,
  localDate: '2024-02-01',
  createdAt: 0,
  id: analyte,
}));
const HISTORY: HealthHistory = { birthDate: '2006-03-31', days: DAYS, results: RESULTS };

describe('the figures of a user', () => {
  it('are one of each metric, and those only the guideline score reads', () => {
    const { scored, guideline } = figuresOn('2024-03-31', HISTORY);
    expect(METRIC_IDS.map((id) => figureValue(scored[id]))).toEqual([6000, 140, 20, 5.4, 150, 50, 90]);
    expect([figureValue(guideline.asleep), figureValue(guideline.glucose)]).toEqual([400, 95]);
    expect(Object.keys(scored).toSorted()).toEqual(METRIC_IDS.toSorted());
  });

  it('are all absent the day before the eighteenth birthday', () => {
    const { scored, guideline } = figuresOn('2024-03-30', HISTORY);
    for (const figure of [...Object.values(scored), ...Object.values(guideline)]) expect(figure).toEqual({ absent: 'under_18' });
    expect(Object.keys(scored).toSorted()).toEqual(METRIC_IDS.toSorted());
  });

  it('are told from absences', () => {
    const { scored } = figuresOn('2024-03-31', { ...HISTORY, birthDate: null, results: [] });
    expect([isPresent(scored.steps), isPresent(scored.trig)]).toEqual([true, false]);
    expect(figureValue(scored.trig)).toBeNull();
  });
});
