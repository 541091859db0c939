import type { Findings, Phase } from './drill.js';

/** The value below which a share of the numbers lies; NaN of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
}

/** What a drill found, for people. */
export function report(title: string, { phases, notes, acknowledged, lost, wrong, audit, broken }: Findings): string {
  return [
    title,
    '',
    'phase       due  right  refused  failed  wrong   p50 ms   p99 ms   longest',
    ...phases.map(line),
    '',
    ...notes,
    `Acknowledged writes: ${acknowledged}. Lost: ${lost}. Stored and should not be: ${wrong}.`,
    `Audit: ${audit.told}`,
    broken.length === 0 ? 'All promises kept.' : `NOT KEPT: ${broken.join(' ')}`,
  ].join('\n');
}

function line({ name, asked }: Phase): string {
  const count = (kind: string): number => asked.filter((one) => one.kind === kind).length;
  const right = asked.filter(({ kind }) => kind === 'right').map(({ took }) => took);
  const cells = [asked.length, count('right'), count('refused'), count('failed'), count('wrong')];
  const times = [
    quantile(right, 0.5),
    quantile(right, 0.99),
    quantile(
      asked.map(({ took }) => took),
      1,
    ),
  ];
  const widths = [5, 7, 9, 8, 7, 9, 9, 10];
  const texts = [...cells.map(String), ...times.map((ms) => ms.toFixed(0))];
  return name.padEnd(10) + texts.map((text, i) => text.padStart(widths[i]!)).join('');
}
