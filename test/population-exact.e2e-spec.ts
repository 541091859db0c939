import fc from 'fast-check';
import { AuditService } from '../src/audit/audit.service.js';
import { CompactionService } from '../src/population/compaction.service.js';
import { RollOverService } from '../src/population/roll-over.service.js';
import { clock } from '../src/time/clock.js';
import { Service } from './support/service.js';

const DAY = 86_400_000;
const systemNow = clock.now;
const START = Date.parse('2026-03-20T12:00:00Z'); // a week before clocks change in Europe, after they did in America

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(async () => {
  clock.now = systemNow;
  await service.stop();
});

const SOURCES = [{ name: 'watch', kind: 'watch' }, { name: 'phone', kind: 'phone' }, undefined] as const;
const ORDERS = [null, [{ kind: 'phone' }], [{ name: 'phone' }, { name: 'watch', kind: 'watch' }], [{ kind: 'other' }]];
const ZONES = ['Pacific/Auckland', 'America/St_Johns', 'Europe/Berlin', 'Asia/Kathmandu', 'UTC'] as const;

const at = (hoursAgo: number): string => new Date(clock.now() - hoursAgo * 3_600_000).toISOString();

interface Person {
  id: string;
  records: { path: string; id: string }[];
}

/** One thing that may happen, with the numbers that say how. */
const happening = fc.record({
  what: fc.constantFrom(
    'activity',
    'activity',
    'activity',
    'activityOfToday',
    'activityOfToday',
    'activityOfOneDay',
    'activityOfOneDay',
    'activityOfOneDay',
    'sleep',
    'sleep',
    'bloodTest',
    'batch',
    'batch',
    'batch',
    'change',
    'change',
    'remove',
    'profile',
    'sharing',
    'sharing',
    'newUser',
    'erase',
    'time',
    'compact',
  ),
  who: fc.nat(3),
  which: fc.nat(50),
  hoursAgo: fc.double({ min: 0, max: 40 * 24, noNaN: true }),
  lengthHours: fc.double({ min: 0.1, max: 20, noNaN: true }),
  amount: fc.nat(20_000),
  source: fc.constantFrom(...SOURCES),
  zone: fc.constantFrom(...ZONES),
  sex: fc.constantFrom('female', 'male', 'unknown'),
  sourceOrder: fc.constantFrom(...ORDERS),
  shareInPopulation: fc.boolean(),
  birthYear: fc.integer({ min: 1940, max: 2012 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function expectOk(answer: Promise<{ status: number; body: unknown }>): Promise<{ id: string }> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as { id: string };
}

/** Items of each kind, some reported before, some twice in one batch, and one that cannot be. */
function itemsOf(it: Happening): [path: string, items: object[]] {
  const items = Array.from({ length: 1 + (it.which % 9) }, (_, index) => {
    const [startedAt, endedAt] = [at(it.hoursAgo + it.lengthHours + index * 7), at(it.hoursAgo + index * 7)];
    const said = { source: it.source, externalId: (it.amount + index) % 5 === 0 ? null : `${(it.amount + index * index) % 6}` };
    const results = [{ analyte: 'hba1c', value: 4 + ((it.amount + index) % 90) / 10, unit: '%' }];
    return [
      { type: 'walking', startedAt, endedAt, steps: it.amount + index, ...said },
      { startedAt, endedAt, totalSleepSeconds: Math.floor(it.lengthHours * 3000), ...said },
      { collectedAt: at(it.hoursAgo * 12 + index * 48), results, ...said },
    ] as const;
  });
  const kind = it.amount % 3;
  const path = ['physical-activities', 'sleep-sessions', 'blood-tests'][kind]!;
  return [path, [...items.map((item) => item[kind]!), { impossible: true }]];
}

/** Somebody with figures of each kind, so that whatever happens next moves one. */
async function newcomer(profile: object, amount: number): Promise<Person> {
  const id = await service.createUser(profile);
  const post = async (path: string, body: object): Promise<Person['records'][number]> => ({
    path,
    id: (await expectOk(service.post(`/v1/users/${id}/${path}`, body))).id,
  });
  const days = [2, 3, 4, 5].flatMap((day) => [
    post('physical-activities', { type: 'walking', startedAt: at(24 * day), endedAt: at(24 * day), steps: 100 + amount }),
    post('sleep-sessions', { startedAt: at(24 * day), endedAt: at(24 * day - 8), totalSleepSeconds: 7200 + amount }),
  ]);
  const results = [{ analyte: 'hba1c', value: 5 + (amount % 30) / 10, unit: '%' }];
  return { id, records: await Promise.all([...days, post('blood-tests', { collectedAt: at(24 * 360), results })]) };
}

async function happen(people: Person[], it: Happening): Promise<void> {
  const person = people[it.who % people.length];
  const profile = {
    sexAtBirth: it.sex,
    birthDate: `${it.birthYear}-03-2${it.which % 10}`,
    timeZone: it.zone,
    sourceOrder: it.sourceOrder,
    shareInPopulation: it.shareInPopulation,
  };
  if (it.what === 'newUser' || !person) {
    people.push(await newcomer(profile, it.amount));
    return;
  }
  const user = `/v1/users/${person.id}`;
  const endedAt = at(it.hoursAgo);
  const startedAt = at(it.hoursAgo + it.lengthHours);
  const add = async (path: string, body: object): Promise<void> => {
    person.records.push({ path, id: (await expectOk(service.post(`${user}/${path}`, { source: it.source, ...body }))).id });
  };
  const record = person.records[it.which % Math.max(1, person.records.length)];
  switch (it.what) {
    case 'activity':
      return add('physical-activities', { type: 'walking', startedAt, endedAt, steps: it.amount, moderateSeconds: it.which });
    case 'activityOfToday': {
      const [start, end] = [at(it.hoursAgo / 30), at(it.hoursAgo / 30 - it.lengthHours / 30)];
      const reported = { externalId: it.which % 3 === 0 ? null : `today ${it.which % 4}`, timeZone: it.zone };
      return add('physical-activities', { type: 'walking', startedAt: start, endedAt: end, steps: it.amount, ...reported });
    }
    case 'activityOfOneDay': {
      const minutes = { moderateSeconds: it.which % 2 === 0 ? null : it.which, vigorousSeconds: it.which % 5 };
      const reported = { externalId: it.which % 3 === 0 ? `day ${it.which % 4}` : null, timeZone: it.zone };
      return add('physical-activities', {
        type: 'running',
        startedAt: at(it.hoursAgo + 0.1),
        endedAt,
        steps: it.amount,
        ...minutes,
        ...reported,
      });
    }
    case 'sleep':
      return add('sleep-sessions', { startedAt, endedAt, totalSleepSeconds: Math.floor(it.lengthHours * 3000) });
    case 'bloodTest':
      return add('blood-tests', {
        collectedAt: at(it.hoursAgo * 12),
        results: [
          { analyte: 'hba1c', value: 4 + (it.amount % 100) / 10, unit: '%' },
          { analyte: 'chol_total', value: 4 + (it.amount % 40) / 10, unit: 'mmol/L' },
          { analyte: 'hdl', value: 30 + (it.amount % 60), unit: 'mg/dL' },
        ],
      });
    case 'batch': {
      const [path, items] = itemsOf(it);
      const { status, body } = await service.post(`${user}/${path}/batch`, { items, dryRun: it.which % 11 === 0 });
      if (status !== 200 || body.summary.rejected !== 1) throw new Error(`${status} ${JSON.stringify(body)}`);
      const kept = body.items as { outcome: string; id?: string }[];
      for (const { outcome, id } of kept) if (outcome === 'created' && id) person.records.push({ path, id });
      return;
    }
    case 'change':
      if (record?.path === 'physical-activities') {
        await expectOk(
          service.patch(`${user}/${record.path}/${record.id}`, { startedAt, endedAt, steps: it.amount, moderateSeconds: null }),
        );
      } else if (record?.path === 'sleep-sessions') {
        const totalSleepSeconds = Math.floor(it.lengthHours * 2000);
        await expectOk(
          service.patch(`${user}/${record.path}/${record.id}`, {
            startedAt,
            endedAt,
            totalSleepSeconds,
            source: it.source ?? null,
            externalId: null,
          }),
        );
      } else if (record) {
        await expectOk(service.patch(`${user}/${record.path}/${record.id}`, { collectedAt: endedAt }));
      }
      return;
    case 'remove':
      if (!record) return;
      person.records.splice(person.records.indexOf(record), 1);
      await expectOk(service.delete(`${user}/${record.path}/${record.id}`));
      return;
    case 'profile':
      await expectOk(service.patch(user, profile));
      return;
    case 'sharing':
      await expectOk(service.patch(user, { shareInPopulation: it.shareInPopulation }));
      return;
    case 'erase':
      people.splice(people.indexOf(person), 1);
      await expectOk(service.delete(user));
      return;
    case 'time': {
      const now = clock.now() + (it.which % 5) * 0.4 * DAY;
      clock.now = () => now;
      if (it.amount % 2 === 0) await service.app.get(RollOverService).rollDue();
      return;
    }
    case 'compact':
      await service.app.get(CompactionService).compact();
  }
}

const ledger = (): Promise<unknown[]> =>
  service.dataSource.query(
    'SELECT metric, cohort, slot, sum(n), sum(s), sum(q), sum(s_raw), sum(q_raw) FROM population_ledger GROUP BY 1, 2, 3 HAVING sum(n) <> 0 OR sum(s) <> 0 ORDER BY 1, 2, 3',
  );

it('keeps totals, figures and population equal to their recomputation, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 40, size: 'max' }), async (happenings) => {
      clock.now = () => START;
      const before = await ledger();
      const people: Person[] = [];
      for (const it of happenings) await happen(people, it);
      expect((await service.app.get(AuditService).auditAll()).differences).toEqual([]);
      await service.app.get(RollOverService).rollDue();
      expect((await service.app.get(AuditService).auditAll()).differences).toEqual([]);
      for (const { id } of people) await expectOk(service.delete(`/v1/users/${id}`));
      expect(await ledger()).toEqual(before); // as if nobody had ever been
    }),
    { numRuns: 25 },
  );
}, 120_000);
