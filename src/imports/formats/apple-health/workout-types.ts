import type { ActivityType } from '../../../physical-activity/activity-types.js';

const PREFIX = 'HKWorkoutActivityType';

/** HealthKit's names of workouts; those that are not here are `other`. */
const NAMES: Partial<Record<ActivityType, readonly string[]>> = {
  walking: ['Walking'],
  running: ['Running'],
  cycling: ['Cycling', 'HandCycling'],
  swimming: ['Swimming', 'WaterPolo'],
  hiking: ['Hiking'],
  strength_training: ['TraditionalStrengthTraining'],
  high_intensity_interval_training: ['HighIntensityIntervalTraining'],
  functional_training: ['FunctionalStrengthTraining'],
  core_training: ['CoreTraining'],
  cross_training: ['CrossTraining'],
  elliptical: ['Elliptical'],
  rowing: ['Rowing'],
  stair_climbing: ['StairClimbing', 'Stairs'],
  yoga: ['Yoga'],
  pilates: ['Pilates', 'Barre'],
  stretching: ['Flexibility'],
  dancing: ['Dance', 'CardioDance', 'SocialDance', 'DanceInspiredTraining'],
  aerobics: ['StepTraining', 'MixedCardio', 'MixedMetabolicCardioTraining', 'WaterFitness', 'JumpRope'],
  martial_arts: ['MartialArts', 'Kickboxing', 'Wrestling'],
  boxing: ['Boxing'],
  climbing: ['Climbing'],
  skiing: ['DownhillSkiing', 'CrossCountrySkiing', 'SnowSports'],
  snowboarding: ['Snowboarding'],
  skating: ['SkatingSports'],
  surfing: ['SurfingSports'],
  paddling: ['PaddleSports'],
  sailing: ['Sailing'],
  horse_riding: ['EquestrianSports'],
  golf: ['Golf'],
  tennis: ['Tennis'],
  table_tennis: ['TableTennis'],
  badminton: ['Badminton'],
  squash: ['Squash'],
  volleyball: ['Volleyball'],
  basketball: ['Basketball'],
  soccer: ['Soccer'],
  american_football: ['AmericanFootball'],
  rugby: ['Rugby'],
  handball: ['Handball'],
  hockey: ['Hockey'],
  baseball: ['Baseball'],
  softball: ['Softball'],
  cricket: ['Cricket'],
  gymnastics: ['Gymnastics'],
  wheelchair: ['WheelchairWalkPace', 'WheelchairRunPace'],
  mind_and_body: ['MindAndBody', 'TaiChi'],
  cooldown: ['Cooldown', 'PreparationAndRecovery'],
};

const BY_NAME: ReadonlyMap<string, ActivityType> = new Map(
  Object.entries(NAMES).flatMap(([type, names]) => names.map((name) => [`${PREFIX}${name}`, type as ActivityType] as const)),
);

/** The type of a workout by its `workoutActivityType`. */
export const workoutTypeOf = (name: string | undefined): ActivityType => BY_NAME.get(name ?? '') ?? 'other';
