import { type GuidelineFigures, guidelinePoints, guidelineScore } from './guideline.js';

const NOTHING: GuidelineFigures = {
  mvpaMinutesPerWeek: null,
  sleepHours: null,
  nonHdl: null,
  hba1c: null,
  fastingGlucose: null,
};

describe('the guideline points', () => {
  it.each([
    [0, 0],
    [0.99, 0],
    [1, 20],
    [29.99, 20],
    [30, 40],
    [60, 60],
    [90, 80],
    [120, 90],
    [149.99, 90],
    [150, 100],
    [2000, 100],
  ])('of %d minutes of activity a week are %d', (mvpaMinutesPerWeek, points) => {
    expect(guidelinePoints({ ...NOTHING, mvpaMinutesPerWeek }).activity).toBe(points);
  });

  it.each([
    [3.9, 0],
    [4, 20],
    [5, 40],
    [6, 70],
    [6.99, 70],
    [7, 100],
    [8.99, 100],
    [9, 90],
    [9.99, 90],
    [10, 40],
  ])('of %d hours of sleep a night are %d', (sleepHours, points) => {
    expect(guidelinePoints({ ...NOTHING, sleepHours }).sleep).toBe(points);
  });

  it.each([
    [129.99, 100],
    [130, 60],
    [160, 40],
    [190, 20],
    [219.99, 20],
    [220, 0],
  ])('of %d mg/dL of non-HDL cholesterol are %d', (nonHdl, points) => {
    expect(guidelinePoints({ ...NOTHING, nonHdl }).lipids).toBe(points);
  });

  it.each([
    [5.6, 100],
    [5.7, 60],
    [6.4, 60],
    [6.5, 40],
    [6.9, 40],
    [7, 30],
    [8, 20],
    [9, 10],
    [10, 0],
  ])('of an HbA1c of %d %% are %d, whatever the fasting glucose', (hba1c, points) => {
    expect(guidelinePoints({ ...NOTHING, hba1c, fastingGlucose: 90 }).glucose).toBe(points);
  });

  it.each([
    [99.9, 100],
    [100, 60],
    [125.9, 60],
    [126, null],
    [300, null],
  ])('of a fasting glucose of %d mg/dL without HbA1c are %p', (fastingGlucose, points) => {
    expect(guidelinePoints({ ...NOTHING, fastingGlucose }).glucose).toBe(points);
  });
});

describe('the guideline score', () => {
  it('is the mean of the components at hand', () => {
    expect(guidelineScore({ ...NOTHING, mvpaMinutesPerWeek: 150, sleepHours: 6.5 })).toBe(85);
    expect(guidelineScore({ mvpaMinutesPerWeek: 0, sleepHours: 7, nonHdl: 165, hba1c: 5.2, fastingGlucose: null })).toBe(60);
  });

  it('is none where there is no component', () => {
    expect(guidelineScore(NOTHING)).toBeNull();
    expect(guidelineScore({ ...NOTHING, fastingGlucose: 126 })).toBeNull();
  });
});
