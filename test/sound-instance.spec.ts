import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CreateBloodTest } from '../src/blood-tests/blood-test.dto.js';
import { BLOOD_TEST_EXAMPLES } from '../src/blood-tests/blood-test.examples.js';
import { SeededRandom } from '../src/demo/seeded-random.js';
import { CreatePhysicalActivity } from '../src/physical-activity/physical-activity.dto.js';
import { PHYSICAL_ACTIVITY_EXAMPLES } from '../src/physical-activity/physical-activity.examples.js';
import { CreateSleepSession } from '../src/sleep/sleep-session.dto.js';
import { SLEEP_SESSION_EXAMPLES } from '../src/sleep/sleep-session.examples.js';
import { CreateUser } from '../src/users/user.dto.js';
import { USER_EXAMPLES } from '../src/users/user.examples.js';
import { impossibleContent } from '../src/http/impossible-content.js';
import { soundInstance } from '../src/http/sound-instance.js';

const examples = (of: Record<string, { value: object }>): object[] => Object.values(of).map(({ value }) => value);
const SAID = [
  [CreatePhysicalActivity, examples(PHYSICAL_ACTIVITY_EXAMPLES)],
  [CreateSleepSession, examples(SLEEP_SESSION_EXAMPLES)],
  [CreateBloodTest, examples(BLOOD_TEST_EXAMPLES)],
  [CreateUser, examples(USER_EXAMPLES)],
] as const;

/** What class-transformer and class-validator make of it; null where something is wrong. */
function byDecorators(dto: new () => object, said: object): object | null {
  if (impossibleContent(said).length > 0) return null;
  const instance = plainToInstance(dto, said);
  return validateSync(instance, { whitelist: true, forbidNonWhitelisted: true }).length > 0 ? null : instance;
}

const WORDS = ['', 'watch', 'Europe/Berlin', 'a\0', '\ud800', '2026-11-02', '2026-11-01T23:10:00+01:00'];
const THINGS = [
  [],
  {},
  [null],
  [[]],
  { name: 'X', kind: 'watch' },
  { analyte: 'hdl', value: 50, unit: 'mg/dL' },
  { a: [{ b: 1 }] },
];
const ODD = [null, undefined, true, 0, -1, 1e9, 5.5, ...WORDS, ...THINGS];

/** A copy with some members, however deep, taken away, repeated, replaced or added. */
function changed(said: unknown, random: SeededRandom): unknown {
  const odd = (): unknown => ODD[random.integer(0, ODD.length - 1)];
  if (random.uniform() < 0.04) return odd();
  if (Array.isArray(said))
    return (said as unknown[]).flatMap((item) => (random.uniform() < 0.05 ? [item, item] : [changed(item, random)]));
  if (typeof said !== 'object' || said === null) return said;
  const members = Object.entries(said).filter(() => random.uniform() > 0.04);
  if (random.uniform() < 0.04) members.push([random.uniform() < 0.5 ? 'surprise' : 'constructor', odd()]);
  return Object.fromEntries(members.map(([name, member]) => [name, changed(member, random)]));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

describe('a sound instance', () => {
  it.each(SAID.flatMap(([dto, all]) => all.map((said) => [dto.name, dto, said] as const)))(
    'is made of the examples for %s',
    (_name, dto, said) => {
      expect(soundInstance<object>(dto, said)).toBeInstanceOf(dto);
      expect(soundInstance<object>(dto, said)).toEqual(byDecorators(dto, said));
    },
  );

  it.each(SAID.map(([dto, all]) => [dto.name, dto, all] as const))(
    'is what the decorators of %s make of anything, or is not made',
    (_name, dto, all) => {
      const random = new SeededRandom(7);
      const things = Array.from({ length: 2000 }, (_, time) => changed(all[time % all.length], random)).filter(isObject);
      const made = things.map((said) => ({
        said,
        instance: soundInstance<object>(dto, said),
        expected: byDecorators(dto, said),
      }));
      const [sound, unsound] = [made.filter(({ instance }) => instance), made.filter(({ expected }) => !expected)];
      expect(sound).toEqual(sound.map((one) => ({ ...one, instance: one.expected })));
      expect(Math.min(sound.length, unsound.length)).toBeGreaterThan(100);
    },
  );
});
