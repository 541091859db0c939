import { clock } from '../src/time/clock.js';
import { Dice } from './support/dice.js';
import { expectDone, inParallel } from './support/records-over-http.js';
import { TELLING_KINDS, type TellingKind } from './support/telling-records.js';
import type { Service } from './support/service.js';
import { useService } from './support/use-service.js';

const NOW = Date.parse('2026-11-03T10:20:00Z');
const DAY = 86_400_000;
const PEOPLE = [
  { sexAtBirth: 'female', birthDate: '1982-05-17', timeZone: 'Europe/Berlin' },
  { sexAtBirth: 'female', birthDate: '1984-01-02', timeZone: 'Pacific/Auckland' },
  { sexAtBirth: 'male', birthDate: '1990-02-28', timeZone: 'America/St_Johns' },
  { sexAtBirth: 'male', birthDate: null, timeZone: 'UTC' },
  { sexAtBirth: 'unknown', birthDate: '1975-07-07', timeZone: 'Asia/Kathmandu' },
];

const service = useService();
/** Of one process the writes of one user take turns: two are needed for them to meet in the database. */
let processes: Service[];
const systemNow = clock.now;
beforeAll(async () => {
  processes = [service(), await service().another()];
  clock.now = () => NOW;
});
afterAll(() => {
  clock.now = systemNow;
});

/** What happens to one record or one profile, in this order; between two of them any order is as good. */
type Story = (() => Promise<void>)[];

function storyOf(userId: string, kind: TellingKind, index: number, dice: Dice): Story {
  const path = `/v1/users/${userId}/${kind.path}`;
  // No two at one instant: of two such blood tests the one that was created later counts.
  const body = (): object => kind.body(NOW - dice.from(1, 27) * DAY - index * 61_000, dice.from(0, 9000));
  const source = { name: dice.oneOf(['Band', 'Pocket']), kind: dice.oneOf(['watch', 'phone'] as const) };
  const [first, ...later] = Array.from({ length: dice.from(1, 3) }, body);
  const one = (): Service => processes[index % 2]!;
  let address: string;
  return [
    async () => {
      address = `${path}/${expectDone(await one().post(path, { ...first, source })).body.id}`;
    },
    ...later.map((patch) => async () => void expectDone(await one().patch(address, patch))),
    ...(dice.happens(0.2) ? [async () => void expectDone(await one().delete(address))] : []),
  ];
}

const LEDGER = `SELECT metric, cohort, slot, sum(n) AS n, sum(s) AS s, sum(q) AS q, sum(s_raw) AS s_raw, sum(q_raw) AS q_raw
FROM population_ledger GROUP BY 1, 2, 3 HAVING sum(n) <> 0 OR sum(s) <> 0 OR sum(q) <> 0 OR sum(s_raw) <> 0 OR sum(q_raw) <> 0 ORDER BY 1, 2, 3`;
const rowsOf = (table: string): string =>
  `SELECT array_position($1::uuid[], user_id) AS person, to_jsonb(t) - 'user_id' AS row FROM ${table} t ORDER BY 1, t::text`;

/** Everything that is derived when the same stories of the same people have been told in some order. */
async function derivedAfter(
  tell: (stories: Story[]) => Promise<void>,
): Promise<Record<'ledger' | 'figures' | 'totals', unknown[]>> {
  const userIds: string[] = [];
  for (const { birthDate: _unknown, ...profile } of PEOPLE) userIds.push(await service().createUser(profile));
  const dice = new Dice(20_261_103);
  const stories = userIds.flatMap((userId, person) => [
    [async () => void expectDone(await service().patch(`/v1/users/${userId}`, PEOPLE[person]!))],
    ...Array.from({ length: 18 }, (_, i) => storyOf(userId, TELLING_KINDS[i % TELLING_KINDS.length]!, i, dice)),
  ]);
  await tell(stories);
  const ledger = await service().dataSource.query(LEDGER);
  const [figures, totals] = await Promise.all(
    ['figures', 'daily_totals'].map((table) => service().dataSource.query(rowsOf(table), [userIds])),
  );
  await inParallel(userIds, async (userId) => expectDone(await service().delete(`/v1/users/${userId}`)));
  expect(await service().dataSource.query(LEDGER)).toEqual([]);
  return { ledger, figures, totals };
}

const whole = async (story: Story): Promise<void> => {
  for (const happen of story) await happen();
};

it('comes to the same integers in whatever order several people write', async () => {
  const oneAfterTheOther = await derivedAfter(async (stories) => {
    for (const story of stories) await whole(story);
  });
  expect(oneAfterTheOther.ledger.length).toBeGreaterThan(50);

  const severalAtOnce = await derivedAfter((stories) => inParallel(stories.toReversed(), whole));
  const mixed = await derivedAfter(async (stories) => {
    const dice = new Dice(7);
    for (let open = stories; open.length > 0; open = open.filter((story) => story.length > 0)) await dice.oneOf(open).shift()!();
  });
  expect(severalAtOnce).toEqual(oneAfterTheOther);
  expect(mixed).toEqual(oneAfterTheOther);
}, 90_000);
