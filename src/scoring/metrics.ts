/** The version of the whole definition: any change of a constant in this folder is a new one. */
export const ALGORITHM_VERSION = 'HS-1.0';

/** The domains in the order they are shown; each weighs the same as the others, however many metrics it has. */
export const DOMAINS = ['activity', 'sleep', 'labs'] as const;
export type Domain = (typeof DOMAINS)[number];

/** The weight of each domain among the domains a user has figures in. */
export const DOMAIN_WEIGHTS: Readonly<Record<Domain, number>> = { activity: 1, sleep: 1, labs: 1 };

/** The scored metrics, in the order they are shown. */
export const METRIC_IDS = ['steps', 'mvpa', 'sleep', 'hba1c', 'nonhdl', 'hdl', 'trig'] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** The scored metrics that are read from one laboratory result; each is named like its analyte. */
export const LABORATORY_METRIC_IDS = ['hba1c', 'nonhdl', 'hdl', 'trig'] as const satisfies readonly MetricId[];
export type LaboratoryMetricId = (typeof LABORATORY_METRIC_IDS)[number];

/** How a clipped figure r becomes the number whose distribution is near normal; every one rises with r. */
export type Transform = 'sqrt' | 'ln' | 'ln1p' | 'neg_cube';

/** A scored metric: its place in the score, its unit (UCUM) and the constants of its transform. */
export interface Metric {
  readonly domain: Domain;
  /** Among the metrics of its domain. */
  readonly weight: number;
  readonly unit: string;
  /** 1 where more is better, -1 where less is. */
  readonly direction: 1 | -1;
  readonly transform: Transform;
  /** Below it nothing more is gained or lost, in the metric's unit. */
  readonly clipLow: number;
  readonly clipHigh: number;
  /** The least standard deviation a z-score divides by, on the transformed scale. */
  readonly sdFloor: number;
}

/** The registry. `sleep` is the nightly distance outside seven to nine hours; `neg_cube` is of 10/r. */
export const METRICS: Readonly<Record<MetricId, Metric>> = {
  steps: {
    domain: 'activity',
    weight: 1,
    unit: '{steps}/d',
    direction: 1,
    transform: 'sqrt',
    clipLow: 0,
    clipHigh: 30000,
    sdFloor: 1,
  },
  mvpa: {
    domain: 'activity',
    weight: 1,
    unit: 'min/wk',
    direction: 1,
    transform: 'ln1p',
    clipLow: 0,
    clipHigh: 2000,
    sdFloor: 0.05,
  },
  sleep: { domain: 'sleep', weight: 1, unit: 'min', direction: -1, transform: 'ln1p', clipLow: 0, clipHigh: 300, sdFloor: 0.05 },
  hba1c: { domain: 'labs', weight: 1, unit: '%', direction: -1, transform: 'neg_cube', clipLow: 5, clipHigh: 15, sdFloor: 0.01 },
  nonhdl: {
    domain: 'labs',
    weight: 1,
    unit: 'mg/dL',
    direction: -1,
    transform: 'sqrt',
    clipLow: 80,
    clipHigh: 350,
    sdFloor: 0.05,
  },
  hdl: { domain: 'labs', weight: 1, unit: 'mg/dL', direction: 1, transform: 'ln', clipLow: 15, clipHigh: 80, sdFloor: 0.01 },
  trig: { domain: 'labs', weight: 1, unit: 'mg/dL', direction: -1, transform: 'ln', clipLow: 50, clipHigh: 1000, sdFloor: 0.01 },
};

/** Outside these bounds (inclusive, in the metric's unit) a laboratory value is not plausible. */
export const HARD_LIMITS: Readonly<Record<LaboratoryMetricId, { readonly low: bigint; readonly high: bigint }>> = {
  hba1c: { low: 3n, high: 20n },
  nonhdl: { low: 10n, high: 1500n },
  hdl: { low: 3n, high: 300n },
  trig: { low: 5n, high: 10000n },
};

/** A figure of daily totals is drawn from this many whole local days before the date asked for. */
export const WINDOW_DAYS = 28;
/** With fewer valid days in the window there is no figure. */
export const MINIMUM_DAYS = 4;
/** A laboratory result counts for this many days after its local date. */
export const LABORATORY_DAYS = 365;
/** A day outside it (steps, inclusive) is a device on the table or a fault. */
export const VALID_STEPS = { low: 100, high: 100_000 } as const;
/** A night outside it (seconds asleep, inclusive) was not recorded whole, or is a fault: 120 to 1080 minutes. */
export const VALID_NIGHT_SECONDS = { low: 7200, high: 64_800 } as const;
/** The nights that are neither short nor long (seconds asleep, inclusive): seven to nine hours. */
export const SLEEP_BAND_SECONDS = { low: 25_200, high: 32_400 } as const;
/** From this age on a person is compared with others. */
export const ADULT_AGE = 18;
/** Where the age bands of the cohorts begin, in whole years. */
export const AGE_BANDS = [18, 30, 40, 50, 60, 70] as const;
/** A cohort narrower than everybody carries nothing with fewer others than this. */
export const MINIMUM_OTHERS = 11;
/** The z-score is clipped to plus or minus this. */
export const Z_CLIP = 3;
/** A narrower cohort of n others weighs (n - KAPPA) / n against the wider ones. */
export const KAPPA = 10;
