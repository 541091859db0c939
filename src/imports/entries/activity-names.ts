import type { ActivityType } from '../../physical-activity/activity-types.js';

/** Words in the names that vendors give to activities; the first that is found decides, so what is special comes first. */
const WORDS: readonly (readonly [string, ActivityType])[] = [
  ['wheelchair|handcycl\\w*', 'wheelchair'],
  ['cool ?down', 'cooldown'],
  ['table tennis|ping pong', 'table_tennis'],
  ['tennis|racquetball|padel|pickleball|paddle ?ball\\w*', 'tennis'],
  ['badminton', 'badminton'],
  ['squash', 'squash'],
  ['volley\\w*', 'volleyball'],
  ['basketball', 'basketball'],
  ['handball', 'handball'],
  ['softball', 'softball'],
  ['baseball', 'baseball'],
  ['cricket', 'cricket'],
  ['rugby', 'rugby'],
  ['american football|flag football|football american', 'american_football'],
  ['soccer|futsal|football', 'soccer'],
  ['hockey', 'hockey'],
  ['golf', 'golf'],
  ['gymnastic\\w*|trampolin\\w*', 'gymnastics'],
  [
    'kick ?boxing|martial\\w*|karate|judo|taekwondo|tae kwon do|jiu ?jitsu|wrestling|fencing|tai ?chi|mma|kung fu',
    'martial_arts',
  ],
  ['boxing', 'boxing'],
  ['horse|equestrian', 'horse_riding'],
  ['(water ?ski|wake ?board|kite ?board|kite ?surf|wind ?surf|body ?board|surf)\\w*', 'surfing'],
  ['ski|skiing|biathlon', 'skiing'],
  ['snowboard\\w*', 'snowboarding'],
  ['skat(e|ing)|roller ?blad\\w*|rollerski', 'skating'],
  ['paddl\\w*|kayak\\w*|canoe\\w*|sup|rafting', 'paddling'],
  ['row|rowing|rower|ergometer', 'rowing'],
  ['sail\\w*', 'sailing'],
  ['stair\\w*|step machine|stepper|floor climbing', 'stair_climbing'],
  ['boulder\\w*|(rock )?climb\\w*', 'climbing'],
  ['swim\\w*|water ?polo|aqua\\w*', 'swimming'],
  ['ellip\\w*', 'elliptical'],
  ['hike|hiking|trek\\w*|mountaineer\\w*|backpack\\w*|snow ?shoe\\w*|rucking', 'hiking'],
  ['bicycl\\w*|bik(e|es|ing)|cycl(e|ing)|cyclocross|bmx|spin|spinning|ride|ebikeride|virtualride|gravel', 'cycling'],
  ['run|runs|running|jog|jogging|sprint\\w*|treadmill', 'running'],
  ['walk|walks|walking|stroll\\w*|dog ?walk\\w*|pushchair', 'walking'],
  ['hiit|interval|high intensity', 'high_intensity_interval_training'],
  ['pilates|barre', 'pilates'],
  ['yoga', 'yoga'],
  ['meditat\\w*|breath\\w*|mindful\\w*|mind and body', 'mind_and_body'],
  ['stretch\\w*|flexib\\w*|mobility|foam rolling', 'stretching'],
  ['core|abs|abdominal\\w*', 'core_training'],
  ['functional', 'functional_training'],
  ['cross ?fit|cross ?train\\w*|circuit\\w*|boot ?camp|mixed cardio', 'cross_training'],
  ['weight\\w*|strength\\w*|lift\\w*|resistance|calisthenics|kettle ?bell\\w*|powerlifting', 'strength_training'],
  ['danc\\w*|zumba|ballet', 'dancing'],
  ['aerobic\\w*|cardio\\w*|step training', 'aerobics'],
  ['garden\\w*|yard ?work', 'gardening'],
  ['house ?work|clean\\w*|chores|cooking', 'housework'],
];

const TYPES = WORDS.map(([words, type]) => [new RegExp(`\\b(?:${words})\\b`), type] as const);

/** The type of activity that a vendor names so: `Outdoor Bike`, `trail_running`, `StrengthTraining`; what is not known is `other`. */
export function activityTypeNamed(...names: readonly (string | undefined)[]): ActivityType {
  for (const name of names) {
    const words = wordsOf(name ?? '');
    const found = TYPES.find(([pattern]) => pattern.test(words));
    if (found) return found[1];
  }
  return 'other';
}

const wordsOf = (name: string): string =>
  name
    .slice(0, 200)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
