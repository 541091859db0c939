import { BLOOD_TEST_PHRASES } from '../blood-tests/blood-test-phrases.js';
import { ACTIVITY_PHRASES } from '../physical-activity/activity-phrases.js';
import { METRICS, type MetricId } from '../scoring/metrics.js';
import { SLEEP_PHRASES } from '../sleep/sleep-phrases.js';
import type { MetricStanding } from './health-score.dto.js';
import { metricSentence } from './metric-sentence.js';

const PHRASES = { ...ACTIVITY_PHRASES, ...SLEEP_PHRASES, ...BLOOD_TEST_PHRASES };

function sentence(metric: MetricId, standing: Partial<MetricStanding>): string {
  return metricSentence(PHRASES[metric], {
    metric,
    domain: METRICS[metric].domain,
    name: PHRASES[metric].name,
    value: null,
    unit: METRICS[metric].unit,
    days: null,
    collectedOn: null,
    cohort: 'everybody',
    others: 214,
    mean: null,
    standardDeviation: null,
    zScore: 0,
    zPlain: 0,
    percentile: null,
    weight: null,
    points: null,
    missing: null,
    ...standing,
  });
}

describe('the sentence about a figure', () => {
  it.each<[MetricId, number, string]>([
    ['steps', 9120.5, 'You take 9,121 steps a day on average'],
    ['mvpa', 150, 'Your moderate and vigorous activity comes to 150 minutes a week, vigorous minutes counted twice'],
    ['mvpa', 1, 'Your moderate and vigorous activity comes to 1 minute a week, vigorous minutes counted twice'],
    ['mvpa', 0.3, 'Your moderate and vigorous activity comes to less than 1 minute a week, vigorous minutes counted twice'],
    ['mvpa', 0, 'None of your activity is on record as moderate or vigorous'],
    ['sleep', 42.25, 'Your nights are on average 42 minutes outside seven to nine hours'],
    ['sleep', 1.25, 'Your nights are on average 1 minute outside seven to nine hours'],
    ['sleep', 0.25, 'Your nights are on average less than 1 minute outside seven to nine hours'],
    ['sleep', 0, 'You sleep seven to nine hours every night'],
    ['hba1c', 5.449, 'Your HbA1c is 5.4 %'],
    ['nonhdl', 130, 'Your non-HDL cholesterol is 130 mg/dL'],
    ['hdl', 48.6, 'Your HDL cholesterol is 49 mg/dL'],
    ['trig', 1200.4, 'Your triglycerides are 1,200 mg/dL'],
  ])('%s of %d', (metric, value, figure) => {
    expect(sentence(metric, { value, percentile: 65.4, points: 3.14 })).toBe(
      `${figure}: better than 65 % of 214 others. This adds 3.1 points to your score.`,
    );
  });

  it.each([
    [0, 'none'],
    [0.2, 'less than 1 %'],
    [1, '1 %'],
    [50, '50 %'],
    [99.4, 'more than 99 %'],
    [100, 'all'],
  ])('names better than %d %% so that rounding claims nothing', (percentile, share) => {
    expect(sentence('hdl', { value: 50, percentile, cohort: 'women aged 70 and over' })).toBe(
      `Your HDL cholesterol is 50 mg/dL: better than ${share} of 214 other women aged 70 and over.`,
    );
  });

  it.each([
    [12.34, ' This adds 12.3 points to your score.'],
    [0.049, ' This hardly moves your score.'],
    [0, ' This hardly moves your score.'],
    [-0.049, ' This hardly moves your score.'],
    [-0.05, ' This takes 0.1 points off your score.'],
    [-31.96, ' This takes 32.0 points off your score.'],
    [null, ''],
  ])('says what %d points do', (points, ending) => {
    expect(sentence('steps', { value: 5000, others: 1200, cohort: 'men', percentile: 40, points })).toBe(
      `You take 5,000 steps a day on average: better than 40 % of 1,200 other men.${ending}`,
    );
  });

  it('tells no share of a few others', () => {
    expect(sentence('steps', { value: 5000, others: 2, points: -3 })).toBe(
      'You take 5,000 steps a day on average, compared with 2 others. This takes 3.0 points off your score.',
    );
  });

  it('says that there is nobody to compare with', () => {
    expect(sentence('sleep', { value: 0, others: null, zScore: null, cohort: null, missing: 'insufficient_population' })).toBe(
      'You sleep seven to nine hours every night. Fewer than two others have it on record, so there is nobody to compare it with.',
    );
  });
});

describe('the sentence about a figure that is not there', () => {
  it.each<[MetricId, NonNullable<MetricStanding['missing']>, string]>([
    [
      'steps',
      'insufficient_days',
      'Too few days to tell your steps: it takes four of the last 28 with 100 to 100,000 steps each.',
    ],
    [
      'mvpa',
      'insufficient_days',
      'Too few days to tell your activity: it takes four of the last 28 with 100 to 100,000 steps each.',
    ],
    [
      'sleep',
      'insufficient_days',
      'Too few nights to tell your sleep: it takes four of the last 28 with two to eighteen hours of sleep each.',
    ],
    ['hba1c', 'no_data', 'There is no HbA1c on record from before today.'],
    ['trig', 'stale', 'Your latest triglycerides are more than a year old.'],
    ['sleep', 'under_18', 'Sleep outside seven to nine hours: people under 18 are not compared with others.'],
  ])('%s: %s', (metric, missing, told) => {
    expect(sentence(metric, { missing, others: null, zScore: null, cohort: null })).toBe(told);
  });

  it.each(['nonhdl', 'hdl', 'hba1c', 'trig'] as const)('names the value that is missing or too old: %s', (metric) => {
    const named = new RegExp(PHRASES[metric].topic.replace('your ', ''), 'i');
    expect(sentence(metric, { missing: 'no_data' })).toMatch(named);
    expect(sentence(metric, { missing: 'stale' })).toMatch(named);
  });
});
