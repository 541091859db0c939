/** What samples of a day add up to. */
export type Total = 'steps' | 'meters' | 'kilocalories' | 'exerciseSeconds';

const PREFIX = 'HKQuantityTypeIdentifier';
const DISTANCES = [
  'WalkingRunning',
  'Cycling',
  'Swimming',
  'Wheelchair',
  'DownhillSnowSports',
  'CrossCountrySkiing',
  'PaddleSports',
  'Rowing',
  'SkatingSports',
];

/** The types of samples that are summed up. */
export const TOTALS: ReadonlyMap<string, Total> = new Map<string, Total>([
  [`${PREFIX}StepCount`, 'steps'],
  ...DISTANCES.map((distance): [string, Total] => [`${PREFIX}Distance${distance}`, 'meters']),
  [`${PREFIX}ActiveEnergyBurned`, 'kilocalories'],
  [`${PREFIX}AppleExerciseTime`, 'exerciseSeconds'],
]);

/** How many of a total's unit there are in the units that HealthKit writes. */
const UNITS: Readonly<Record<Total, ReadonlyMap<string, number>>> = {
  // Some applications that write exports again leave out the unit of what has only one.
  steps: new Map([
    ['count', 1],
    ['', 1],
  ]),
  meters: new Map([
    ['m', 1],
    ['km', 1000],
    ['cm', 0.01],
    ['mm', 0.001],
    ['mi', 1609.344],
    ['yd', 0.9144],
    ['ft', 0.3048],
    ['in', 0.0254],
  ]),
  kilocalories: new Map([
    ['kcal', 1],
    ['Cal', 1],
    ['cal', 0.001],
    ['kJ', 1 / 4.184],
    ['J', 1 / 4184],
  ]),
  exerciseSeconds: new Map([
    ['min', 60],
    ['s', 1],
    ['ms', 0.001],
    ['hr', 3600],
  ]),
};

const DECIMAL = /^\d{1,20}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i;
const LARGEST = 1e9;

/** A number that is not negative, or NaN. */
export const numberOf = (value: string | undefined): number => (value !== undefined && DECIMAL.test(value) ? Number(value) : NaN);

/**
 * Millionths of the total's unit, whole, so that sums do not depend on the order; or the code of what is wrong. Larger numbers than
 * a billion are nobody's.
 */
export function microOf(
  total: Total,
  value: string | undefined,
  unit: string | undefined,
): number | 'invalid_value' | 'unknown_unit' {
  const factor = UNITS[total].get(unit ?? '');
  if (factor === undefined) return 'unknown_unit';
  const amount = numberOf(value) * factor;
  return amount <= LARGEST ? Math.round(amount * 1e6) : 'invalid_value';
}
