import type { MetricPhrases, PhrasesOf } from '../health-records/metric-phrases.js';
import type { UserAmongOthers } from '../population/population.service.js';
import { cohortLabel, isAdult } from '../scoring/cohorts.js';
import type { Composition } from '../scoring/composition.js';
import type { AbsenceReason } from '../scoring/figure.js';
import { guidelinePoints, guidelineScore } from '../scoring/guideline.js';
import { percentile } from '../scoring/histogram.js';
import { ALGORITHM_VERSION, DOMAINS, METRIC_IDS, METRICS, MINIMUM_OTHERS, type MetricId } from '../scoring/metrics.js';
import type { Standing } from '../scoring/standing.js';
import { DISCLAIMER, type HealthScore, type MetricStanding } from './health-score.dto.js';
import { metricSentence } from './metric-sentence.js';
import { placementOf, valueOf } from './placement.js';
import { scoreSentence } from './score-sentence.js';

/** The score of a user among the others, with everything that explains it. */
export function explainedScore(userId: string, user: UserAmongOthers, phrases: PhrasesOf<MetricId>): HealthScore {
  const { standings, composition } = placementOf(user);
  const asleepMinutes = valueOf(user.figures, 'asleep');
  const guideline = {
    mvpaMinutesPerWeek: valueOf(user.figures, 'mvpa'),
    sleepHours: asleepMinutes === null ? null : asleepMinutes / 60,
    nonHdl: valueOf(user.figures, 'nonhdl'),
    hba1c: valueOf(user.figures, 'hba1c'),
    fastingGlucose: valueOf(user.figures, 'glucose'),
  };
  const answer = {
    userId,
    status: composition.status,
    score: composition.score,
    asOf: user.asOf,
    algorithmVersion: ALGORITHM_VERSION,
    coverage: composition.coverage,
    interval95: composition.interval95 && ([...composition.interval95] as [number, number]),
    expectedFull: composition.expectedFull,
    guidelineScore: guidelineScore(guideline),
    guidelinePoints: guidelinePoints(guideline),
    domains: DOMAINS.map((domain) => {
      const { score = null, weight = null, points = null } = composition.domains[domain] ?? {};
      return { domain, score, weight, points };
    }),
    metrics: METRIC_IDS.map((id) => metricStanding(id, user, standings.get(id) ?? null, composition, phrases[id])),
    disclaimer: DISCLAIMER,
  };
  return Object.assign(answer, { sentence: scoreSentence(phrases, answer) });
}

function metricStanding(
  id: MetricId,
  user: UserAmongOthers,
  own: Standing | null,
  composition: Composition,
  phrases: MetricPhrases,
): MetricStanding {
  const row = user.figures.get(id);
  const value = valueOf(user.figures, id);
  const isEnough = own !== null && own.others >= MINIMUM_OTHERS;
  const ranks = own && user.comparison.ranks(id, own.cohort, row!.bucket!);
  const share = composition.metrics[id];
  const answer = {
    metric: id,
    domain: METRICS[id].domain,
    name: phrases.name,
    value,
    unit: METRICS[id].unit,
    days: row?.days ?? null,
    collectedOn: row?.observed_on ?? null,
    cohort: own && cohortLabel(own.cohort),
    others: own && own.others,
    mean: isEnough ? own.mean : null,
    standardDeviation: isEnough ? own.standardDeviation : null,
    zScore: own && own.zScore,
    zPlain: own && own.zPlain,
    percentile: ranks && percentile(id, ranks),
    weight: share?.weight ?? null,
    points: share?.points ?? null,
    missing: value === null ? absence(id, user) : own === null ? ('insufficient_population' as const) : null,
  };
  return Object.assign(answer, { sentence: metricSentence(phrases, answer) });
}

function absence(id: MetricId, { figures, profile, asOf }: UserAmongOthers): AbsenceReason {
  if (!isAdult(profile.birthDate, asOf)) return 'under_18';
  return figures.get(id)?.absent_reason ?? (METRICS[id].domain === 'labs' ? 'no_data' : 'insufficient_days');
}
