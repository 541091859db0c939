import type { Run } from './measurement.js';
import { cpuOf, digits, markdown, median } from './report.js';
import type { Housekeeping, RollOver } from './score-housekeeping.js';

/** The rounds of one kind of request on one population. */
export interface Rounds {
  users: number;
  connections: number;
  runs: Record<string, Run[]>;
}

export interface WriteRounds extends Rounds {
  title: string;
}

const typical = (runs: readonly Run[], value: (run: Run) => number): number => median(runs.map(value));
const latency = (runs: readonly Run[]): string =>
  `${digits(
    typical(runs, ({ p50 }) => p50),
    2,
  )}, ${digits(
    typical(runs, ({ p99 }) => p99),
    1,
  )}`;
const cpu = (runs: readonly Run[]): string =>
  `${digits(typical(runs, ({ serverCpu }) => serverCpu))} + ${digits(typical(runs, ({ postgresCpu }) => postgresCpu))}`;
const ratio = (a: readonly Run[], b: readonly Run[]): number => median(a.map((run, round) => run.p50 / b[round]!.p50));

/** The score beside one activity by key through the service, and one row by key from the database. */
export const scoreTable = (rounds: readonly Rounds[]): string =>
  markdown(
    [
      'Users',
      'Connections',
      'Score: p50, p99 ms',
      'GET: p50, p99 ms',
      'SELECT: p50, p99 ms',
      'p50 score / GET',
      'CPU µs: score',
      'GET',
      'SELECT',
    ],
    rounds.map(({ users, connections, runs: { score = [], get = [], select = [] } }) => [
      digits(users),
      digits(connections),
      latency(score),
      latency(get),
      latency(select),
      `**${digits(ratio(score, get), 2)}**`,
      cpu(score),
      cpu(get),
      cpu(select),
    ]),
  );

/** The share of a write's CPU, in percent, that it has beyond another way to make it. */
const share = (service: readonly Run[], without: readonly Run[]): number =>
  100 * median(service.map((run, round) => 1 - cpuOf(without[round]!) / cpuOf(run)));

/** A write; the same with the user's own totals and figures, but no population; and the same with nothing but the record. */
export const writeTable = (rounds: readonly WriteRounds[]): string =>
  markdown(
    [
      'Write',
      'Users',
      'Connections',
      'p50, p99 ms',
      'without population',
      'record only',
      'CPU µs',
      'without population',
      'record only',
      "Population's share of CPU",
      'of all that is derived',
    ],
    rounds.map(({ title, users, connections, runs: { service = [], unshared = [], bare = [] } }) => [
      title,
      digits(users),
      digits(connections),
      latency(service),
      latency(unshared),
      latency(bare),
      cpu(service),
      cpu(unshared),
      cpu(bare),
      `**${digits(share(service, unshared))} %**`,
      `${digits(share(service, bare))} %`,
    ]),
  );

const per100k = (rollOver: RollOver | null): number => (rollOver ? (rollOver.seconds / rollOver.users) * 1e5 : NaN);

export const housekeepingTable = (rows: readonly Housekeeping[]): string =>
  markdown(
    [
      'Users',
      'Roll-over of 100k: s',
      'CPU µs a user',
      'with writers: s',
      'writers: p50, p99 ms',
      'Audit: s',
      'Ledger: places',
      'rows after a burst (writes)',
      'compacted',
      'Score after it: p50, p99 ms',
      'compacted',
    ],
    rows.map(({ users, places, alone, withWriters, auditSeconds, burst }) => [
      digits(users),
      digits(per100k(alone), 1),
      digits(alone?.cpu ?? NaN),
      digits(per100k(withWriters), 1),
      withWriters ? latency([withWriters.writers]) : '–',
      digits(auditSeconds ?? NaN, 1),
      digits(places),
      `${digits(burst.rows[0])} (${digits(burst.writes)})`,
      digits(burst.rows[1]),
      latency([burst.score[0]]),
      latency([burst.score[1]]),
    ]),
  );

function verdict(text: string, values: readonly number[], aim: number, unit = ''): string {
  const measured = values.filter((value) => Number.isFinite(value));
  if (measured.length === 0) return `- ${text}: not measured, aim at most ${aim}${unit}`;
  const worst = Math.max(...measured);
  return `- ${text}: **${digits(worst, 2)}${unit}**, aim at most ${aim}${unit}${worst <= aim ? '' : ' (missed)'}`;
}

/** What was aimed at, and the worst that was measured. */
export function aims(scores: readonly Rounds[], writes: readonly WriteRounds[], housekeeping: readonly Housekeeping[]): string {
  const [first, last] = [scores[0]!.users, scores.at(-1)!.users];
  const scoresOf = (users: number, connections: number): Run[] =>
    scores.find((row) => row.users === users && row.connections === connections)!.runs.score!;
  const growth = scores
    .filter(({ users }) => users === last)
    .map(({ connections }) => ratio(scoresOf(last, connections), scoresOf(first, connections)));
  return [
    verdict(`p50 of the score among ${digits(last)} / among ${digits(first)}`, growth, 1.3),
    verdict(
      'p50 of the score / of GET',
      scores.map(({ runs }) => ratio(runs.score!, runs.get!)),
      3,
    ),
    ...[...new Set(writes.map(({ title }) => title))].map((title) =>
      verdict(
        `${title}: the population's share of its CPU`,
        // With one request at a time, the service's own rhythm weighs more than the requests do.
        writes
          .filter((row) => row.title === title && row.connections > 1)
          .map(({ runs }) => share(runs.service!, runs.unshared!)),
        15,
        ' %',
      ),
    ),
    verdict(
      'p99 of writers during roll-over',
      housekeeping.map(({ withWriters }) => withWriters?.writers.p99 ?? NaN),
      100,
      ' ms',
    ),
    verdict(
      'roll-over of 1,000,000 users',
      housekeeping.map(({ alone }) => (per100k(alone) * 10) / 60),
      5,
      ' min',
    ),
  ].join('\n');
}
