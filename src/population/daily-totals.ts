import type { DayTotals } from '../scoring/daily-figures.js';
import { asleepSeconds } from '../time/sleep-union.js';
import type { DayFact, NightFact, RecordFacts, Source, SourceKind } from './facts.js';
import { sourceThatCounts, type SourceOrder } from './source-order.js';

/** What one source says of one local day: a row of `daily_totals`. A total counts only where its number of records is not 0. */
export interface DailyTotal {
  local_date: string;
  source_kind: SourceKind;
  source_name: string;
  activity_records: number;
  steps_records: number;
  steps: number;
  intensity_records: number;
  moderate_seconds: number;
  vigorous_seconds: number;
  distance_records: number;
  distance_centimeters: number;
  energy_records: number;
  energy_centikilocalories: number;
  sleep_records: number;
  asleep_seconds: number;
}

type Amount = Exclude<keyof DailyTotal, 'local_date' | 'source_kind' | 'source_name'>;
export const AMOUNTS: readonly Amount[] = [
  'activity_records',
  'steps_records',
  'steps',
  'intensity_records',
  'moderate_seconds',
  'vigorous_seconds',
  'distance_records',
  'distance_centimeters',
  'energy_records',
  'energy_centikilocalories',
  'sleep_records',
  'asleep_seconds',
];

/** A local day of a source, as a key. */
const dayOf = (localDate: string, { kind, name }: Source): string => `${localDate}\0${kind}\0${name}`;

export const keyOf = (total: Pick<DailyTotal, 'local_date' | 'source_kind' | 'source_name'>): string =>
  `${total.local_date}\0${total.source_kind}\0${total.source_name}`;

export const isEmpty = (total: DailyTotal): boolean => total.activity_records === 0 && total.sleep_records === 0;

const zero = (localDate: string, source: Source): DailyTotal => ({
  local_date: localDate,
  source_kind: source.kind,
  source_name: source.name,
  activity_records: 0,
  steps_records: 0,
  steps: 0,
  intensity_records: 0,
  moderate_seconds: 0,
  vigorous_seconds: 0,
  distance_records: 0,
  distance_centimeters: 0,
  energy_records: 0,
  energy_centikilocalories: 0,
  sleep_records: 0,
  asleep_seconds: 0,
});

/** Sums of daily totals by local day and source. */
export class DailyTotals {
  private readonly rows = new Map<string, DailyTotal>();

  constructor(rows: Iterable<DailyTotal> = []) {
    for (const row of rows) this.add(row);
  }

  add(row: DailyTotal): void {
    const key = keyOf(row);
    const known = this.rows.get(key);
    if (!known) this.rows.set(key, { ...row });
    else for (const amount of AMOUNTS) known[amount] += row[amount];
  }

  addActivity(source: Source, fact: DayFact, sign: 1 | -1): void {
    const row = this.rowOf(fact.localDate, source);
    const count = (value: number | null): number => (value === null ? 0 : sign);
    const signed = (value: number | null): number => sign * (value ?? 0);
    row.activity_records += sign;
    row.steps_records += count(fact.steps);
    row.steps += signed(fact.steps);
    row.intensity_records += count(fact.moderateSeconds ?? fact.vigorousSeconds);
    row.moderate_seconds += signed(fact.moderateSeconds);
    row.vigorous_seconds += signed(fact.vigorousSeconds);
    row.distance_records += count(fact.distanceCentimeters);
    row.distance_centimeters += signed(fact.distanceCentimeters);
    row.energy_records += count(fact.energyCentikilocalories);
    row.energy_centikilocalories += signed(fact.energyCentikilocalories);
  }

  /** Replaces what the source's sessions of that waking day said by what they say now. */
  replaceSleep(source: Source, localDate: string, before: readonly NightFact[], after: readonly NightFact[]): void {
    const row = this.rowOf(localDate, source);
    row.sleep_records += after.length - before.length;
    row.asleep_seconds += asleepSeconds(after) - asleepSeconds(before);
  }

  private rowOf(localDate: string, source: Source): DailyTotal {
    const key = dayOf(localDate, source);
    let row = this.rows.get(key);
    if (!row) this.rows.set(key, (row = zero(localDate, source)));
    return row;
  }

  get(key: string): DailyTotal | undefined {
    return this.rows.get(key);
  }

  [Symbol.iterator](): IterableIterator<DailyTotal> {
    return this.rows.values();
  }
}

/** A sleep session as it is stored, with the source that it belongs to. */
export type StoredNight = NightFact & { source: Source };

/** How the totals change when records that said `before` say `after`; `stored` are the sessions of the touched nights before it. */
export function changeOfTotals(
  before: readonly RecordFacts[],
  after: readonly RecordFacts[],
  stored: readonly StoredNight[],
): DailyTotals {
  const changes = new DailyTotals();
  for (const { source, days } of before) for (const day of days) changes.addActivity(source, day, -1);
  for (const { source, days } of after) for (const day of days) changes.addActivity(source, day, 1);

  const gone = new Set(before.flatMap(({ nights }) => nights.map(({ id }) => id)));
  const added = after.flatMap(({ source, nights }) => nights.map((night) => ({ ...night, source })));
  const [known, coming] = [byNight(stored), byNight(added)];
  for (const { source, localDate } of nightsTouched([...before, ...after])) {
    const key = dayOf(localDate, source);
    const here = known.get(key) ?? [];
    changes.replaceSleep(source, localDate, here, [...here.filter(({ id }) => !gone.has(id)), ...(coming.get(key) ?? [])]);
  }
  return changes;
}

function byNight(nights: readonly StoredNight[]): Map<string, StoredNight[]> {
  const found = new Map<string, StoredNight[]>();
  for (const night of nights) {
    const key = dayOf(night.localDate, night.source);
    const here = found.get(key);
    if (here) here.push(night);
    else found.set(key, [night]);
  }
  return found;
}

/** The waking days, by source, whose sleep the facts touch. */
export function nightsTouched(facts: readonly RecordFacts[]): { source: Source; localDate: string }[] {
  const touched = new Map<string, { source: Source; localDate: string }>();
  for (const { source, nights } of facts) {
    for (const { localDate } of nights) touched.set(dayOf(localDate, source), { source, localDate });
  }
  return [...touched.values()];
}

const stepsOf = (row: DailyTotal): number | null => (row.steps_records > 0 ? row.steps : null);
const intensityOf = (row: DailyTotal): number | null =>
  row.intensity_records > 0 ? row.moderate_seconds + 2 * row.vigorous_seconds : null;
const asleepOf = (row: DailyTotal): number | null => (row.sleep_records > 0 ? row.asleep_seconds : null);
const distanceOf = (row: DailyTotal): number | null => (row.distance_records > 0 ? row.distance_centimeters : null);
const energyOf = (row: DailyTotal): number | null => (row.energy_records > 0 ? row.energy_centikilocalories : null);

/** What each metric of a local day is read from; exactly one source counts for each of them. */
export const DAILY_METRICS = {
  steps: stepsOf,
  intensity: intensityOf,
  sleep: asleepOf,
  distance: distanceOf,
  energy: energyOf,
} as const;
export type DailyMetric = keyof typeof DAILY_METRICS;

/** For one local day, the source that counts for each metric. */
export function countingSources(day: readonly DailyTotal[], order: SourceOrder | null): Record<DailyMetric, DailyTotal | null> {
  const choose = (metric: DailyMetric): DailyTotal | null => sourceThatCounts(day, DAILY_METRICS[metric], order);
  return {
    steps: choose('steps'),
    intensity: choose('intensity'),
    sleep: choose('sleep'),
    distance: choose('distance'),
    energy: choose('energy'),
  };
}

/** The days as the score sees them: one value a metric, from the source that counts. */
export function daysForScore(rows: Iterable<DailyTotal>, order: SourceOrder | null): DayTotals[] {
  return [...byLocalDate(rows)].map(([localDate, day]) => {
    const counting = countingSources(day, order);
    return {
      localDate,
      steps: counting.steps && stepsOf(counting.steps),
      mvpaSeconds: counting.intensity && intensityOf(counting.intensity),
      asleepSeconds: counting.sleep && asleepOf(counting.sleep),
    };
  });
}

/** Rows grouped by local day, in the order in which the days come. */
export function byLocalDate(rows: Iterable<DailyTotal>): Map<string, DailyTotal[]> {
  const days = new Map<string, DailyTotal[]>();
  for (const row of rows) {
    const day = days.get(row.local_date);
    if (day) day.push(row);
    else days.set(row.local_date, [row]);
  }
  return days;
}
