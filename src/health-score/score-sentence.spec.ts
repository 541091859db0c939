import { BLOOD_TEST_PHRASES } from '../blood-tests/blood-test-phrases.js';
import { ACTIVITY_PHRASES } from '../physical-activity/activity-phrases.js';
import { METRIC_IDS, type MetricId } from '../scoring/metrics.js';
import { SLEEP_PHRASES } from '../sleep/sleep-phrases.js';
import type { HealthScore } from './health-score.dto.js';
import { scoreSentence } from './score-sentence.js';

const PHRASES = { ...ACTIVITY_PHRASES, ...SLEEP_PHRASES, ...BLOOD_TEST_PHRASES };

function sentence(
  answer: Partial<HealthScore>,
  points: Partial<Record<MetricId, number>> = {},
  missing: string | null = null,
): string {
  const metrics = METRIC_IDS.map((metric) => ({ metric, points: points[metric] ?? null, missing }));
  return scoreSentence(PHRASES, {
    status: 'scored',
    score: 57.3,
    interval95: [57.3, 57.3],
    guidelineScore: null,
    ...answer,
    metrics,
  } as never);
}

const FIRST = 'Your score is 57 of 100, where 50 is the middle of those you are compared with.';

describe('the sentence about a score', () => {
  it.each<[string, Partial<Record<MetricId, number>>, string]>([
    [
      'what helps and costs most',
      { steps: 9, mvpa: 3, sleep: -4, trig: -0.7 },
      ' You gain most through your steps and lose most through the length of your nights.',
    ],
    [
      'the only one that helps',
      { steps: 9, mvpa: -1, sleep: -4 },
      ' You gain through your steps and lose most through the length of your nights.',
    ],
    ['that nothing costs', { hdl: 5, trig: 2.3 }, ' You gain most through your HDL cholesterol.'],
    ['that nothing helps', { sleep: -7 }, ' You lose through the length of your nights.'],
    ['nothing that would read as 0.0 points', { steps: 0.04, mvpa: -0.02, sleep: 0 }, ''],
  ])('names %s', (_, points, reasons) => {
    expect(sentence({}, points)).toBe(`${FIRST}${reasons}`);
  });

  it('of a part says where the whole would be', () => {
    expect(sentence({ status: 'partial', interval95: [22.4, 96.1] })).toBe(
      `${FIRST} Some measurements are missing; with all of them, it would be between 22 and 96 with 95 % probability.`,
    );
    expect(sentence({ status: 'partial', interval95: [56.6, 57.4] })).toContain('it would be about 57 with');
  });

  it('has the guideline beside it', () => {
    expect(sentence({ guidelineScore: 82.5 })).toBe(
      `${FIRST} Whatever the others do, what you have on record comes to 83 of 100 by guideline (Life's Essential 8).`,
    );
  });
});

describe('the sentence about a score that is not there', () => {
  it('asks for what is needed', () => {
    expect(sentence({ status: 'insufficient_data', score: null, interval95: null }, {}, 'no_data')).toMatch(
      /^There is not enough for a score yet: it takes/,
    );
  });

  it('asks nothing of people under 18', () => {
    expect(sentence({ status: 'insufficient_data', score: null, interval95: null }, {}, 'under_18')).toBe(
      'There is no score for people under 18: it compares adults.',
    );
  });

  it('says that others are too few, and what holds whoever they are', () => {
    expect(sentence({ status: 'insufficient_population', score: null, interval95: null, guidelineScore: 100 })).toBe(
      "There is no score yet: too few others have on record what you have. Whatever the others do, what you have on record comes to 100 of 100 by guideline (Life's Essential 8).",
    );
  });
});
