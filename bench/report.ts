import { cpus, totalmem } from 'node:os';
import type { Run } from './measurement.js';

/** The measurements of an operation at a number of connections, by rounds. */
export interface Measured {
  title: string;
  connections: number;
  service: Run[];
  reference: Run[];
}

const COLUMNS = [
  'Operation',
  'Connections',
  'Requests/s (reference)',
  'Ratio',
  'p50, p99 ms (reference)',
  'CPU µs a request: Node + PostgreSQL (reference)',
  'Ratio of CPU',
];

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A number for people; a dash where there is none. */
export const digits = (value: number, decimals = 0): string =>
  Number.isFinite(value) ? value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) : '–';

/** CPU microseconds of a request, in Node and in PostgreSQL. */
export const cpuOf = ({ serverCpu, postgresCpu }: Run): number => serverCpu + postgresCpu;

const typical = (runs: readonly Run[], value: (run: Run) => number, decimals = 0): string =>
  digits(median(runs.map(value)), decimals);

const latency = (runs: readonly Run[]): string => `${typical(runs, (run) => run.p50, 1)}, ${typical(runs, (run) => run.p99, 1)}`;

/** Medians over the rounds; a ratio is the median of the rounds' own ratios, so that a slow minute weighs on both sides of it. */
function row({ title, connections, service, reference }: Measured): string[] {
  const ratio = (of: (ours: Run, theirs: Run) => number): string =>
    digits(median(service.map((ours, round) => of(ours, reference[round]!))), 2);
  const cpu = (runs: readonly Run[]): string =>
    `${typical(runs, (run) => run.serverCpu)} + ${typical(runs, (run) => run.postgresCpu)}`;
  return [
    title,
    String(connections),
    `${typical(service, (run) => run.perSecond)} (${typical(reference, (run) => run.perSecond)})`,
    `**${ratio((ours, theirs) => ours.perSecond / theirs.perSecond)}**`,
    `${latency(service)} (${latency(reference)})`,
    `${cpu(service)} (${cpu(reference)})`,
    ratio((ours, theirs) => cpuOf(theirs) / cpuOf(ours)),
  ];
}

/** The measurements as a Markdown table. */
export const table = (measured: readonly Measured[]): string => markdown(COLUMNS, measured.map(row));

/** The latencies alone as a Markdown table. */
export const latencyTable = (measured: readonly Measured[]): string =>
  markdown(
    ['Operation', 'p50, p99 ms', 'Reference'],
    measured.map(({ title, service, reference }) => [title, latency(service), latency(reference)]),
  );

/** A Markdown table: text in the first column, numbers in the others. */
export function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [columns, columns.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The machine and the programs that were measured. */
export function setting(postgresVersion: string): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model.trim() ?? 'unknown processors';
  return `${processors.length} × ${model}, ${memory} GiB; Node ${process.versions.node}, PostgreSQL ${postgresVersion}`;
}
