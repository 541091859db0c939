import { composed } from './definition/composition.js';
import { dailyFigures } from './definition/daily-figures.js';
import { ageOn, dateIn } from './definition/dates.js';
import { isPresent, toNumber, type Figure } from './definition/figure.js';
import { guideline, type Guideline } from './definition/guideline.js';
import { laboratoryFigures } from './definition/laboratory-figures.js';
import { REGISTRY, TWELFTHS, type Domain, type MetricId } from './definition/registry.js';
import { observe, stand, type Observation, type Standing } from './definition/standing.js';
import type { Person } from './person.js';

/** What the definition says that the service must answer for a person: everything but the texts. */
export interface ScoreByDefinition extends Guideline {
  userId: string;
  status: 'scored' | 'partial' | 'insufficient_data' | 'insufficient_population';
  score: number | null;
  asOf: string;
  coverage: number;
  expectedFull: number | null;
  interval95: [number, number] | null;
  domains: { domain: Domain; score: number | null; weight: number | null; points: number | null }[];
  metrics: { metric: MetricId; cohort: string | null; missing: string | null }[];
}

const BANDS = [18, 30, 40, 50, 60, 70];
const NOBODY = { cohort: null, others: null, mean: null, standardDeviation: null, zScore: null, zPlain: null, percentile: null };
const NO_SCORE = {
  score: null,
  expectedFull: null,
  interval95: null,
  domains: REGISTRY.map(({ domain }) => domain)
    .filter((domain, i, all) => all.indexOf(domain) === i)
    .map((domain) => ({ domain, score: null, weight: null, points: null })),
  metrics: new Map<MetricId, never>(),
};

/**
 * The health score of everybody, by brute force from the records as they were sent: nothing is kept, nothing is shared with the
 * service, every person is compared with all the others one by one.
 */
export function healthScoresByDefinition(people: readonly Person[], nowMs: number): ScoreByDefinition[] {
  const dated = people.map((person) => onDate(person, nowMs));
  const observations = new Map(REGISTRY.map((metric) => [metric.id, dated.flatMap((one) => observation(one, metric.id))]));
  return dated.map((one) => scoreOf(one, observations));
}

interface PersonOnDate {
  id: string;
  asOf: string;
  cohorts: string[];
  figures: Record<MetricId | 'asleep' | 'glucose', Figure>;
}

function onDate({ id, profile, ...records }: Person, nowMs: number): PersonOnDate {
  const asOf = dateIn(profile.timeZone, nowMs);
  const age = profile.birthDate === null ? null : ageOn(asOf, profile.birthDate);
  const figures = { ...dailyFigures(records, asOf), ...laboratoryFigures(records.bloodTests, asOf) };
  if (age !== null && age < 18) {
    for (const figure of Object.keys(figures) as (keyof typeof figures)[]) figures[figure] = { missing: 'under_18' };
  }
  const sex = { female: 'women', male: 'men', intersex: null, unknown: null }[profile.sexAtBirth];
  const band = age === null ? -1 : BANDS.findLastIndex((from) => from <= age);
  const ages = BANDS[band + 1] === undefined ? `${BANDS[band]} and over` : `${BANDS[band]}-${BANDS[band + 1]! - 1}`;
  const cohorts = ['all', ...(sex ? [sex] : []), ...(sex && band >= 0 ? [`${sex} aged ${ages}`] : [])];
  return { id, asOf, cohorts, figures };
}

function observation({ id: person, cohorts, figures }: PersonOnDate, metricId: MetricId): Observation[] {
  const figure = figures[metricId];
  return isPresent(figure) ? [{ person, cohorts, ...observe(metricId, figure) }] : [];
}

const twelfths = (ids: Iterable<MetricId>): number => [...ids].reduce((sum, id) => sum + TWELFTHS[id], 0);

function scoreOf(person: PersonOnDate, observations: ReadonlyMap<MetricId, Observation[]>): ScoreByDefinition {
  const standings = new Map<MetricId, Standing | null>();
  for (const { id } of REGISTRY) {
    const [own] = observation(person, id);
    if (own) standings.set(id, stand(id, own, observations.get(id)!));
  }
  const z = new Map([...standings].flatMap(([id, standing]) => (standing ? [[id, standing.zScore] as const] : [])));
  const isScored = twelfths(z.keys()) >= 2;
  const { metrics, ...composition } = isScored ? composed(z) : NO_SCORE;
  return {
    userId: person.id,
    status: statusOf(twelfths(standings.keys()), twelfths(z.keys())),
    asOf: person.asOf,
    coverage: twelfths(z.keys()) / 12,
    ...composition,
    ...guideline(person.figures),
    metrics: REGISTRY.map(({ id, domain }) => {
      const [figure, standing] = [person.figures[id], standings.get(id)];
      const { cohort, ...comparison } = standing ?? NOBODY;
      return {
        metric: id,
        domain,
        value: isPresent(figure) ? toNumber(figure.value) : null,
        days: isPresent(figure) ? figure.days : null,
        collectedOn: isPresent(figure) ? figure.collectedOn : null,
        cohort: cohort === 'all' ? 'everybody' : cohort,
        ...comparison,
        weight: metrics.get(id)?.weight ?? null,
        points: metrics.get(id)?.points ?? null,
        missing: isPresent(figure) ? (standing ? null : 'insufficient_population') : figure.missing,
      };
    }),
  };
}

/** By the twelfths of the full score that have a figure, and those that have others to compare with as well. */
function statusOf(withFigure: number, available: number): ScoreByDefinition['status'] {
  if (withFigure < 2) return 'insufficient_data';
  if (available < 2) return 'insufficient_population';
  return available < 12 ? 'partial' : 'scored';
}
