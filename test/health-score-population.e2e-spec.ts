import { clock } from '../src/time/clock.js';
import { crowd, newRecord } from './support/crowd.js';
import { Dice } from './support/dice.js';
import { differences } from './support/differences.js';
import { healthScoresByDefinition } from './support/health-score-by-definition.js';
import type { Person } from './support/person.js';
import { addressOf, COLLECTIONS, expectDone, inParallel, send, sendRecord } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const NOW = Date.parse('2026-11-03T10:20:00Z');

const service = useService();
const systemNow = clock.now;
const people = crowd(60, NOW, new Dice(20_261_103));

beforeAll(async () => {
  clock.now = () => NOW;
  await send(service(), people);
}, 120_000);
afterAll(() => {
  clock.now = systemNow;
});

async function differencesFromDefinition(): Promise<string[]> {
  const found: string[] = [];
  await inParallel(healthScoresByDefinition(people, NOW), async (expected) => {
    const { body } = await service().get(`/get_health_score?user_id=${expected.userId}`);
    found.push(...differences(body, expected, expected.userId));
  });
  return found;
}

describe('the health score of sixty people of every kind', () => {
  it('is what the definition says of their records, everybody against all the others one by one', async () => {
    expect(await differencesFromDefinition()).toEqual([]);
  });

  it('compares in each kind of cohort, and tells each reason for having no part', () => {
    const metrics = healthScoresByDefinition(people, NOW).flatMap((score) => score.metrics);
    expect(new Set(metrics.map(({ cohort, missing }) => missing ?? cohort))).toEqual(
      new Set([
        'everybody',
        'women',
        'men',
        'women aged 40-49',
        'men aged 30-39',
        'under_18',
        'insufficient_days',
        'no_data',
        'stale',
      ]),
    );
  });

  it('has points that add up to its distance from 50', async () => {
    await inParallel(people, async ({ id }) => {
      const { score, metrics, domains } = (await service().get(`/v1/users/${id}/health-score`)).body;
      const sum = (parts: { points: number | null }[]): number => parts.reduce((total, { points }) => total + (points ?? 0), 0);
      expect(sum(metrics)).toBeCloseTo((score ?? 50) - 50, 10);
      expect(sum(domains)).toBeCloseTo((score ?? 50) - 50, 10);
    });
  });

  it('is still what the definition says when records and profiles were added, changed and removed', async () => {
    await inParallel([...people.entries()], async ([i, person]) => {
      const dice = new Dice(i + 1);
      for (const happen of [addRecord, changeRecord, removeRecord, changeProfile]) {
        if (dice.happens(0.5)) await happen(person, dice);
      }
    });
    expect(await differencesFromDefinition()).toEqual([]);
  });

  it('is still what the definition says when some people are gone', async () => {
    await inParallel(people.splice(10, 20), async ({ id }) => expectDone(await service().delete(`/v1/users/${id}`)));
    expect(await differencesFromDefinition()).toEqual([]);
  });
});

async function addRecord(person: Person, dice: Dice): Promise<void> {
  const collection = dice.oneOf(COLLECTIONS);
  const record = newRecord[collection](NOW, person, dice);
  (person[collection] as object[]).push(record);
  await sendRecord(service(), person, collection, record);
}

/** Moves a record to another day and zone: its source, and what it says, stay. */
async function changeRecord(person: Person, dice: Dice): Promise<void> {
  const collection = dice.oneOf(COLLECTIONS);
  const record = person[collection].at(dice.from(0, 3));
  if (!record || 'stages' in record) return;
  const shift = -dice.from(1, 3) * 86_400_000 + dice.from(-5, 5) * 3_600_000;
  const moved = Object.entries(record)
    .filter(([name]) => name.endsWith('At'))
    .map(([name, instant]) => [name, new Date(Date.parse(instant as string) + shift).toISOString()]);
  const patch = { timeZone: dice.oneOf(['Asia/Tokyo', 'Pacific/Auckland']), ...(Object.fromEntries(moved) as object) };
  expectDone(await service().patch(addressOf(person, collection, record), patch));
  Object.assign(record, patch);
}

async function removeRecord(person: Person, dice: Dice): Promise<void> {
  const collection = dice.oneOf(COLLECTIONS);
  const [record] = person[collection].splice(dice.from(0, 3), 1);
  if (record) expectDone(await service().delete(addressOf(person, collection, record)));
}

async function changeProfile(person: Person, dice: Dice): Promise<void> {
  const patch = dice.oneOf([
    { timeZone: 'Pacific/Kiritimati' },
    { timeZone: 'Pacific/Pago_Pago' },
    { sexAtBirth: 'female', birthDate: '1981-04-04' },
    { birthDate: null },
    { birthDate: '2010-10-10' },
    { sexAtBirth: 'intersex' },
  ] as const);
  expectDone(await service().patch(`/v1/users/${person.id}`, patch));
  Object.assign(person.profile, patch);
}
