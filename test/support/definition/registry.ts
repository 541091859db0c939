/** The constants of HS-1.0, written down a second time: a change in the service must show. */

export type MetricId = 'steps' | 'mvpa' | 'sleep' | 'hba1c' | 'nonhdl' | 'hdl' | 'trig';
export type Domain = 'activity' | 'sleep' | 'labs';

export interface Metric {
  id: MetricId;
  domain: Domain;
  direction: 1 | -1;
  clip: readonly [low: number, high: number];
  sdFloor: number;
  g: (r: number) => number;
}

const negCube = (r: number): number => -((10 / r) ** 3);

export const REGISTRY: readonly Metric[] = [
  { id: 'steps', domain: 'activity', direction: 1, clip: [0, 30_000], sdFloor: 1, g: Math.sqrt },
  { id: 'mvpa', domain: 'activity', direction: 1, clip: [0, 2000], sdFloor: 0.05, g: Math.log1p },
  { id: 'sleep', domain: 'sleep', direction: -1, clip: [0, 300], sdFloor: 0.05, g: Math.log1p },
  { id: 'hba1c', domain: 'labs', direction: -1, clip: [5, 15], sdFloor: 0.01, g: negCube },
  { id: 'nonhdl', domain: 'labs', direction: -1, clip: [80, 350], sdFloor: 0.05, g: Math.sqrt },
  { id: 'hdl', domain: 'labs', direction: 1, clip: [15, 80], sdFloor: 0.01, g: Math.log },
  { id: 'trig', domain: 'labs', direction: -1, clip: [50, 1000], sdFloor: 0.01, g: Math.log },
];

export const metricOf = (id: MetricId): Metric => REGISTRY.find((metric) => metric.id === id)!;

/** Full weights in twelfths: the three domains weigh the same, and so do the metrics of each. */
export const TWELFTHS: Readonly<Record<MetricId, number>> = { steps: 2, mvpa: 2, sleep: 4, hba1c: 1, nonhdl: 1, hdl: 1, trig: 1 };

const RHO: Readonly<Record<string, number>> = {
  'steps|mvpa': 0.121,
  'steps|sleep': 0.014,
  'steps|hba1c': 0.096,
  'steps|nonhdl': 0.018,
  'steps|hdl': 0.162,
  'steps|trig': 0.156,
  'mvpa|sleep': 0.055,
  'mvpa|hba1c': 0.094,
  'mvpa|nonhdl': 0.036,
  'mvpa|hdl': 0.135,
  'mvpa|trig': 0.078,
  'sleep|hba1c': 0.09,
  'sleep|nonhdl': -0.01,
  'sleep|hdl': 0.031,
  'sleep|trig': 0.005,
  'hba1c|nonhdl': 0.095,
  'hba1c|hdl': 0.234,
  'hba1c|trig': 0.19,
  'nonhdl|hdl': 0.212,
  'nonhdl|trig': 0.496,
  'hdl|trig': 0.52,
};

/** An entry of the matrix R. */
export function rho(a: MetricId, b: MetricId): number {
  return a === b ? 1 : (RHO[`${a}|${b}`] ?? RHO[`${b}|${a}`]!);
}

/** Rows [lower bound in tenths, points] of Life's Essential 8 for adults; a row holds up to the next one, null is no row. */
export const LIFES_ESSENTIAL_8 = {
  activityMinutesAWeek: [
    [1500, 100],
    [1200, 90],
    [900, 80],
    [600, 60],
    [300, 40],
    [10, 20],
    [0, 0],
  ],
  sleepHours: [
    [100, 40],
    [90, 90],
    [70, 100],
    [60, 70],
    [50, 40],
    [40, 20],
    [0, 0],
  ],
  nonHdl: [
    [2200, 0],
    [1900, 20],
    [1600, 40],
    [1300, 60],
    [0, 100],
  ],
  hba1c: [
    [100, 0],
    [90, 10],
    [80, 20],
    [70, 30],
    [65, 40],
    [57, 60],
    [0, 100],
  ],
  fastingGlucose: [
    [1260, null],
    [1000, 60],
    [0, 100],
  ],
} as const satisfies Record<string, readonly (readonly [tenths: number, points: number | null])[]>;
