import type { PhrasesOf } from '../health-records/metric-phrases.js';
import type { MetricId } from '../scoring/metrics.js';
import type { HealthScore, MetricStanding } from './health-score.dto.js';
import { countOf, isNegligible } from './numbers-in-words.js';

type Answer = Omit<HealthScore, 'sentence'>;

const TOO_LITTLE =
  'There is not enough for a score yet: it takes steps of four days or sleep of four nights within the last 28 days, ' +
  'or two of HbA1c, HDL cholesterol, non-HDL cholesterol and triglycerides within a year. Today does not count before it is over.';

/** The whole score, as one would say it. */
export function scoreSentence(phrases: PhrasesOf<MetricId>, answer: Answer): string {
  return [...standing(phrases, answer), ...guideline(answer)].join(' ');
}

function standing(phrases: PhrasesOf<MetricId>, answer: Answer): string[] {
  const { status, score, metrics } = answer;
  if (metrics.every(({ missing }) => missing === 'under_18'))
    return ['There is no score for people under 18: it compares adults.'];
  if (status === 'insufficient_population') return ['There is no score yet: too few others have on record what you have.'];
  if (score === null) return [TOO_LITTLE];
  const middle = `Your score is ${countOf(score)} of 100, where 50 is the middle of those you are compared with.`;
  return [middle, ...reasons(phrases, metrics), ...range(answer)];
}

function reasons(phrases: PhrasesOf<MetricId>, metrics: readonly MetricStanding[]): string[] {
  const ranked = metrics
    .filter(({ points }) => points !== null && !isNegligible(points))
    .toSorted((a, b) => b.points! - a.points!);
  const gains = ranked.filter(({ points }) => points! > 0);
  const losses = ranked.filter(({ points }) => points! < 0);
  const clause = (verb: string, those: readonly MetricStanding[], greatest: MetricStanding | undefined): string[] =>
    greatest ? [`${verb}${those.length > 1 ? ' most' : ''} through ${phrases[greatest.metric].topic}`] : [];
  const clauses = [...clause('gain', gains, gains[0]), ...clause('lose', losses, losses.at(-1))];
  return clauses.length === 0 ? [] : [`You ${clauses.join(' and ')}.`];
}

function range({ status, interval95 }: Answer): string[] {
  if (status !== 'partial' || interval95 === null) return [];
  const [low, high] = interval95.map(countOf);
  const where = low === high ? `about ${low}` : `between ${low} and ${high}`;
  return [`Some measurements are missing; with all of them, it would be ${where} with 95 % probability.`];
}

function guideline({ guidelineScore }: Answer): string[] {
  if (guidelineScore === null) return [];
  return [
    `Whatever the others do, what you have on record comes to ${countOf(guidelineScore)} of 100 by guideline (Life's Essential 8).`,
  ];
}
