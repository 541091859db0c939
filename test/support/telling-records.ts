const MINUTE = 60_000;
const ANALYTES = { hba1c: [5, '%'], chol_total: [180, 'mg/dL'], hdl: [50, 'mg/dL'], trig: [90, 'mg/dL'] } as const;

/** A kind of record that can say any whole number, in several of its parts. */
export interface TellingKind {
  path: string;
  /** What is sent. */
  body(startMs: number, content: number): object;
  /** Which number a record says; NaN where its parts say different ones. */
  contentOf(record: object): number;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const agreed = (numbers: readonly number[]): number => (new Set(numbers).size === 1 ? numbers[0]! : NaN);

/** One of each kind of health record. */
export const TELLING_KINDS: readonly TellingKind[] = [
  {
    path: 'physical-activities',
    body: (start, content) => ({
      type: 'walking',
      startedAt: iso(start),
      endedAt: iso(start + 50 * MINUTE),
      steps: 1000 + content,
      distanceMeters: content,
    }),
    contentOf: (record) => {
      const { steps, distanceMeters } = record as { steps: number; distanceMeters: number };
      return agreed([steps - 1000, distanceMeters]);
    },
  },
  {
    path: 'sleep-sessions',
    body: (start, content) => ({
      startedAt: iso(start),
      endedAt: iso(start + 600 * MINUTE),
      totalSleepSeconds: 7200 + content,
      awakeSeconds: content,
    }),
    contentOf: (record) => {
      const { totalSleepSeconds, awakeSeconds } = record as { totalSleepSeconds: number; awakeSeconds: number };
      return agreed([totalSleepSeconds - 7200, awakeSeconds]);
    },
  },
  {
    path: 'blood-tests',
    body: (start, content) => ({
      collectedAt: iso(start),
      results: Object.entries(ANALYTES).map(([analyte, [least, unit]]) => ({ analyte, value: least + content / 10_000, unit })),
    }),
    contentOf: (record) => {
      const { results } = record as { results: { analyte: keyof typeof ANALYTES; value: number }[] };
      return results.length === 4
        ? agreed(results.map(({ analyte, value }) => Math.round((value - ANALYTES[analyte][0]) * 10_000)))
        : NaN;
    },
  },
];
