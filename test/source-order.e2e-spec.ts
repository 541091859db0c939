import { AuditService } from '../src/audit/audit.service.js';
import { storedFigures } from './support/recomputed-figures.js';
import { expectProblem, expectRefusal } from './support/problem.js';
import { expectDone } from './support/records-over-http.js';
import { useService } from './support/use-service.js';

const DAY = 86_400_000;
const service = useService();
const WATCH = { name: 'Band 4', kind: 'watch' };
const PHONE = { name: 'Pocket', kind: 'phone' };
const OTHER = { name: 'Shoe', kind: 'other' };
const DAYS = [1, 2, 3, 4, 5, 6, 7];

const at = (day: number, hour: number): string =>
  `${new Date(Date.now() - day * DAY).toISOString().slice(0, 10)}T0${hour}:00:00Z`;
const walk = (day: number, source: object, steps: number): object => ({
  type: 'walking',
  startedAt: at(day, 1),
  endedAt: at(day, 2),
  source,
  steps,
  moderateSeconds: Math.floor(steps / 10),
});
const night = (day: number, source: object, totalSleepSeconds: number): object => ({
  startedAt: at(day, 0),
  endedAt: at(day, 9),
  source,
  totalSleepSeconds,
});

/** Somebody whose sources all tell of each day: the watch less than the phone, and that less than the shoe. */
async function somebody(sources: object[], sourceOrder: unknown = null): Promise<string> {
  const id = await service().createUser({ birthDate: '1984-05-17', sexAtBirth: 'female', sourceOrder });
  const amounts = new Map<object, number>([
    [WATCH, 3000],
    [PHONE, 6000],
    [OTHER, 9000],
  ]);
  for (const [path, record, factor] of [
    ['physical-activities', walk, 1],
    ['sleep-sessions', night, 3],
  ] as const) {
    const items = DAYS.flatMap((day) => sources.map((source) => record(day, source, factor * (amounts.get(source)! + day))));
    const { body } = expectDone(await service().post(`/v1/users/${id}/${path}/batch`, { items, atomic: true }));
    if (body.summary.rejected > 0) throw new Error(JSON.stringify(body));
  }
  return id;
}

const figures = async (id: string): Promise<unknown[]> => storedFigures(service(), id);
const counting = async (id: string): Promise<unknown[]> => {
  const { body } = await service().get(`/v1/users/${id}/daily-summaries`);
  return (body.data as { sources: { source: object; countsFor: string[] }[] }[]).map(({ sources }) =>
    sources.filter(({ countsFor }) => countsFor.length > 0).map(({ source }) => source),
  );
};

describe('the order of a user’s sources', () => {
  it.each([
    ['a kind', [{ kind: 'phone' }], PHONE],
    ['a name', [{ name: 'Shoe' }], OTHER],
    ['a name and its kind', [{ name: 'Shoe', kind: 'other' }, { kind: 'phone' }], OTHER],
    ['a name of another kind, which is nobody’s', [{ name: 'Shoe', kind: 'phone' }], WATCH],
    ['a source that tells nothing, and then one', [{ kind: 'ring' }, { kind: 'phone' }, { kind: 'watch' }], PHONE],
    ['nothing', null, WATCH],
  ])('makes that source count which it names first: %s', async (_what, order, source) => {
    const id = await somebody([WATCH, PHONE, OTHER]);
    const usual = await figures(id);
    expect(usual).toHaveLength(4);
    expect(await counting(id)).toEqual(DAYS.map(() => [WATCH]));

    const changed = await service().patch(`/v1/users/${id}`, { sourceOrder: order });
    expect([changed.status, changed.body.sourceOrder]).toEqual([200, order]);
    const alone = await somebody([source]);
    expect(await figures(id)).toEqual(await figures(alone));
    expect(await counting(id)).toEqual(DAYS.map(() => [source]));
    const trend = (user: string) => service().get(`/v1/users/${user}/trends?metric=steps`);
    expect((await trend(id)).body).toEqual((await trend(alone)).body);
    expect(await figures(await somebody([WATCH, PHONE, OTHER], order))).toEqual(await figures(alone));
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);

    await service().patch(`/v1/users/${id}`, { sourceOrder: null });
    expect(await figures(id)).toEqual(usual);
  });

  it('holds for what is recorded after it, too', async () => {
    const id = await somebody([WATCH], [{ kind: 'phone' }]);
    for (const day of DAYS) expectDone(await service().post(`/v1/users/${id}/physical-activities`, walk(day, PHONE, 6000 + day)));
    const steps = async (user: string): Promise<unknown> =>
      (await storedFigures(service(), user)).filter(({ metric }) => metric === 'steps' || metric === 'mvpa');
    expect(await steps(id)).toEqual(await steps(await somebody([PHONE])));
    expect((await service().app.get(AuditService).auditAll()).differences).toEqual([]);
  });

  it('is no change where it is said again', async () => {
    const id = await service().createUser({ sourceOrder: [{ name: 'Shoe', kind: 'other' }] });
    const again = await service().patch(`/v1/users/${id}`, { sourceOrder: [{ kind: 'other', name: 'Shoe' }] });
    expect(again.headers.get('etag')).toBe('"1"');
    expect((await service().get(`/v1/users/${id}`)).body).toEqual(again.body);
  });

  it.each<[unknown, string]>([
    [[], '/sourceOrder too_short'],
    [['watch'], '/sourceOrder/0 invalid_type'],
    ['watch', '/sourceOrder invalid_type'],
    [[{}], '/sourceOrder names_nothing'],
    [[{ kind: 'satellite' }], '/sourceOrder/0/kind not_in_enum'],
    [[{ name: '' }], '/sourceOrder/0/name invalid_length'],
    [[{ kind: 'watch' }, { kind: 'phone' }, { kind: 'watch' }], '/sourceOrder not_unique'],
    [[{ kind: 'watch', device: 'x' }], '/sourceOrder/0/device unknown_field'],
    [Array.from({ length: 51 }, (_, index) => ({ name: `${index}` })), '/sourceOrder too_long'],
  ])('is refused where it is none: %j', async (sourceOrder, fault) => {
    expectRefusal(await service().post('/v1/users', { sourceOrder }), fault);
  });

  it('is the user’s alone', async () => {
    expectProblem(await service().patch('/v1/users/018f0000-0000-7000-8000-000000000000', { sourceOrder: null }), 404);
  });
});
