import { Database } from '../src/database/database.js';
import { AnalytesService } from '../src/blood-tests/analytes.service.js';
import { itKeepsHealthRecords } from './support/it-keeps-health-records.js';
import { expectProblem, expectRefusal, faultsIn } from './support/problem.js';
import type { Answer } from './support/service.js';
import { useService } from './support/use-service.js';

const service = useService();
let user: string;
let path: string;

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

const CHOLESTEROL = { analyte: 'chol_total', value: 5.2, unit: 'mmol/L' };
const HDL = { analyte: 'hdl', value: 49, unit: 'mg/dL' };
const HBA1C = { analyte: 'hba1c', value: 48, unit: 'mmol/mol' };
const CRP = { analyte: 'crp_hs', value: 0.3, unit: 'mg/L', comparator: '<' };

const panel = {
  collectedAt: '2025-03-03T07:30:00+01:00',
  fasting: true,
  laboratory: 'Labor Berlin',
  source: { name: 'Labor Berlin', kind: 'laboratory' },
  results: [CHOLESTEROL, HDL, HBA1C, CRP],
};

const analytesOf = ({ body }: Answer): string[] => (body.results as { analyte: string }[]).map(({ analyte }) => analyte);
const daysOf = ({ body }: Answer): string[] => (body.data as { localDate: string }[]).map(({ localDate }) => localDate);
const on = (day: string, ...results: object[]): object => ({ collectedAt: `${day}T08:00:00+01:00`, results });
const stored = (): Promise<{ analyte: string; value: string; unit: string; micro: string }[]> =>
  service().dataSource.query(
    `SELECT analyte, value, unit, canonical_micro AS micro FROM blood_test_results WHERE user_id = $1 ORDER BY blood_test_id, position`,
    [user],
  );

beforeEach(async () => {
  user = await service().createUser({ birthDate: '1984-05-17', sexAtBirth: 'female', timeZone: 'Europe/Berlin' });
  path = `/v1/users/${user}/blood-tests`;
});

/** Records a blood test and returns the answer, which must be what a GET answers from then on. */
async function record(body: object): Promise<Answer> {
  const created = await service().post(path, body);
  expect(created.status).toBe(201);
  await expectToBeKept(created);
  return created;
}

async function expectToBeKept(answer: Answer): Promise<void> {
  const got = await service().get(`${path}/${answer.body.id}`);
  expect(got.body).toEqual(answer.body);
  expect(got.headers.get('etag')).toBe(answer.headers.get('etag'));
}

itKeepsHealthRecords(
  {
    path: 'blood-tests',
    instant: 'collectedAt',
    draft: (collectedAt) => ({ collectedAt, results: [HDL] }),
    change: { laboratory: 'Labor Berlin' },
    followsProfile: true,
  },
  service,
);

describe('a blood test', () => {
  it('is answered with what its results mean, and kept as it was reported', async () => {
    const { body, headers } = await record(panel);
    expect(headers.get('location')).toBe(`${path}/${body.id}`);
    expect(body).toMatchObject({
      userId: user,
      collectedAt: '2025-03-03T06:30:00.000Z',
      localDate: '2025-03-03',
      timeZone: 'Europe/Berlin',
      fasting: true,
      laboratory: 'Labor Berlin',
      source: { name: 'Labor Berlin', kind: 'laboratory', device: null },
      externalId: null,
      results: [
        { ...CHOLESTEROL, comparator: null, canonicalValue: 201.084, canonicalUnit: 'mg/dL', interpretation: 'H' },
        { ...HDL, canonicalValue: 49, referenceRange: { sexAtBirth: 'female', low: 50, high: null }, interpretation: 'L' },
        { ...HBA1C, canonicalValue: 6.54304, canonicalUnit: '%', interpretation: 'H' },
        { ...CRP, canonicalValue: 0.3, canonicalUnit: 'mg/L', interpretation: 'N' },
      ],
    });
    expect(body).not.toHaveProperty('person');
    expect(await stored()).toEqual([
      { analyte: 'chol_total', value: '5.2', unit: 'mmol/L', micro: '201084000' },
      { analyte: 'hdl', value: '49', unit: 'mg/dL', micro: '49000000' },
      { analyte: 'hba1c', value: '48', unit: 'mmol/mol', micro: '6543040' },
      { analyte: 'crp_hs', value: '0.3', unit: 'mg/L', micro: '300000' },
    ]);
  });

  it('needs no more than a time and a result, and may be told by hand', async () => {
    const { body } = await record({ collectedAt: daysAgo(1), results: [HDL] });
    expect(body).toMatchObject({ fasting: null, laboratory: null, source: { name: 'manual', kind: 'manual', device: null } });
  });

  it.each([0.30000000000000004, 1e-7, 0])('keeps the value %d as it is', async (value) => {
    const { body } = await record({ collectedAt: daysAgo(1), results: [{ analyte: 'bilirubin', value, unit: 'mg/dL' }] });
    expect(body.results[0].value).toBe(value);
  });

  it('is told everything that is wrong with it at once', async () => {
    const results = [{ ...HDL, analyte: 'gold' }, { ...HDL, unit: 'furlong' }, HDL, { ...HBA1C, unit: '%' }];
    expectRefusal(
      await service().post(path, { collectedAt: '9999-01-01T00:00:00Z', results }),
      '/collectedAt in_the_future',
      '/results/0/analyte unknown_analyte',
      '/results/1/unit unknown_unit',
      '/results/2/analyte reported_twice',
      '/results/3/value implausible_value',
    );
    expect(await stored()).toEqual([]);
  });

  it('means something else as soon as the profile says something else', async () => {
    const { body } = await record({ ...panel, results: [{ analyte: 'hemoglobin', value: 12.5, unit: 'g/dL' }] });
    expect(body.results[0].interpretation).toBe('N');
    await service().patch(`/v1/users/${user}`, { sexAtBirth: 'male' });
    const got = await service().get(`${path}/${body.id}`);
    expect(got.body.results[0]).toMatchObject({ interpretation: 'L', referenceRange: { sexAtBirth: 'male' } });
    await service().patch(`/v1/users/${user}`, { sexAtBirth: 'unknown' });
    const { body: page } = await service().get(path);
    expect(page.data[0].results[0]).toMatchObject({ interpretation: null, referenceRange: null });
  });

  it('goes with its results, and belongs to nobody else', async () => {
    const { body } = await record(panel);
    const stranger = await service().createUser();
    expect((await service().get(`/v1/users/${stranger}/blood-tests/${body.id}`)).status).toBe(404);
    expect((await service().delete(`/v1/users/${stranger}/blood-tests/${body.id}`)).status).toBe(404);
    expect((await service().delete(`${path}/${body.id}`)).status).toBe(204);
    expect((await service().get(`${path}/${body.id}`)).status).toBe(404);
    expect(await stored()).toEqual([]);
  });
});

describe('a blood test that its source reports again', () => {
  const reported = { ...panel, externalId: 'order-7' };

  it('is unchanged where nothing has changed', async () => {
    const first = await record(reported);
    const again = await service().post(path, reported);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('is updated where something has, a bound or the order of the results included', async () => {
    const first = await record(reported);
    const again = await service().post(path, { ...reported, results: [HDL, CHOLESTEROL, HBA1C, { ...CRP, comparator: '<=' }] });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.body.id, results: [HDL, CHOLESTEROL, HBA1C, { comparator: '<=' }] });
    expect(again.headers.get('etag')).not.toBe(first.headers.get('etag'));
    await expectToBeKept(again);
    expect(await stored()).toHaveLength(4);
  });
});

describe('a patch of a blood test', () => {
  it.each([
    ['others', [{ analyte: 'trig', value: 1.7, unit: 'mmol/L' }]],
    ['fewer', [HBA1C, HDL]],
    ['more', [...panel.results, { analyte: 'trig', value: 1.7, unit: 'mmol/L' }]],
    ['the same analytes with other values', panel.results.map((result) => ({ ...result, value: result.value * 1.1 }))],
    ['some of each', [{ analyte: 'trig', value: 1.7, unit: 'mmol/L' }, { ...HDL, value: 1.3, unit: 'mmol/L' }, CHOLESTEROL]],
  ])('replaces the whole list of results: by %s', async (_which, results) => {
    const { body } = await record(panel);
    const patched = await service().patch(`${path}/${body.id}`, { results });
    expect(patched.status).toBe(200);
    expect(patched.body).toMatchObject({ fasting: true, laboratory: 'Labor Berlin', results });
    await expectToBeKept(patched);
    expect((await stored()).map(({ analyte }) => analyte)).toEqual(results.map(({ analyte }) => analyte));
  });

  it('leaves the results alone when it is about something else', async () => {
    const { body } = await record(panel);
    const patched = await service().patch(`${path}/${body.id}`, { fasting: null, laboratory: null });
    expect(patched.body).toMatchObject({ fasting: null, laboratory: null, results: body.results });
    await expectToBeKept(patched);
  });

  it('changes nothing where it says what is known', async () => {
    const { body, headers } = await record(panel);
    const patched = await service().patch(`${path}/${body.id}`, { results: panel.results });
    expect(patched.body).toEqual(body);
    expect(patched.headers.get('etag')).toBe(headers.get('etag'));
  });

  it.each([
    [{ results: null }, '/results required'],
    [{ results: [] }, '/results too_short'],
    [{ results: [{ ...HDL, value: 4000 }] }, '/results/0/value implausible_value'],
    [{ referenceRange: {} }, '/referenceRange unknown_field'],
  ])('cannot be %j', async (patch, fault) => {
    const { body } = await record(panel);
    expectRefusal(await service().patch(`${path}/${body.id}`, patch), fault);
  });

  it('is refused when somebody else was faster', async () => {
    const { body, headers } = await record(panel);
    const ifMatch = { 'if-match': headers.get('etag')! };
    expect((await service().patch(`${path}/${body.id}`, { results: [HDL] }, ifMatch)).status).toBe(200);
    expect((await service().patch(`${path}/${body.id}`, { results: [HBA1C] }, ifMatch)).status).toBe(412);
    expect((await stored()).map(({ analyte }) => analyte)).toEqual(['hdl']);
  });

  it('is whole among others at the same time', async () => {
    const { body } = await record(panel);
    const lists = [[HDL], [HBA1C, CRP], [CRP, HDL, CHOLESTEROL], [CHOLESTEROL]];
    const answers = await Promise.all(lists.map((results) => service().patch(`${path}/${body.id}`, { results })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const kept = await service().get(`${path}/${body.id}`);
    expect(answers.map(analytesOf)).toContainEqual(analytesOf(kept));
    expect((await stored()).map(({ analyte }) => analyte)).toEqual(analytesOf(kept));
  });
});

describe('the list of blood tests', () => {
  beforeEach(async () => {
    await record(on('2025-01-10', HDL, HBA1C));
    await record(on('2025-02-10', CRP));
    await record(on('2025-03-10', CRP, HBA1C));
  });

  it.each([
    ['', ['2025-03-10', '2025-02-10', '2025-01-10']],
    ['?analyte=hba1c', ['2025-03-10', '2025-01-10']],
    ['?analyte=hdl,crp_hs', ['2025-03-10', '2025-02-10', '2025-01-10']],
    ['?analyte=hdl&analyte=trig', ['2025-01-10']],
    ['?analyte=trig', []],
    ['?from=2025-02-10&to=2025-03-10', ['2025-03-10', '2025-02-10']],
    ['?from=2025-02-10T07:00:00Z&to=2025-03-10T07:00:00Z', ['2025-02-10']],
    ['?analyte=crp_hs&to=2025-02-28', ['2025-02-10']],
  ])('at %j has those of %j', async (query, expected) => {
    expect(daysOf(await service().get(path + query))).toEqual(expected);
  });

  it('is read page by page', async () => {
    const first = await service().get(`${path}?analyte=hba1c&limit=1`);
    expect(first.body.page).toEqual({ nextCursor: expect.any(String), hasMore: true });
    const second = await service().get(`${path}?analyte=hba1c&limit=1&cursor=${first.body.page.nextCursor}`);
    expect([...daysOf(first), ...daysOf(second)]).toEqual(['2025-03-10', '2025-01-10']);
    expect(second.body.page).toEqual({ nextCursor: null, hasMore: false });
    expectProblem(await service().get(`${path}?analyte=hdl&limit=1&cursor=${first.body.page.nextCursor}`), 400, 'invalid_cursor');
  });

  it('does not know every analyte', async () => {
    const answer = await service().get(`${path}?analyte=hdl,gold`);
    expectProblem(answer, 400);
    expect(faultsIn(answer)).toEqual(['analyte unknown_analyte']);
  });
});

async function figures(): Promise<Record<string, number | null>> {
  const { body } = await service().get(`/v1/users/${user}/health-score`);
  const metrics = body.metrics as { metric: string; value: number | null }[];
  return Object.fromEntries(metrics.map(({ metric, value }) => [metric, value]));
}

describe('the score of a person', () => {
  it('follows the blood tests', async () => {
    const older = await record({ collectedAt: daysAgo(60), results: [CHOLESTEROL, { ...HDL, value: 51.084 }, HBA1C] });
    expect(await figures()).toMatchObject({ hba1c: 6.54304, hdl: 51.084, nonhdl: 150, trig: null });
    const newer = await record({ collectedAt: daysAgo(3), results: [{ ...HBA1C, value: 5.1, unit: '%' }] });
    expect(await figures()).toMatchObject({ hba1c: 5.1, hdl: 51.084, nonhdl: 150, trig: null });
    await service().patch(`${path}/${newer.body.id}`, {
      results: [{ analyte: 'trig', value: 45, unit: 'mg/dL', comparator: '<' }],
    });
    expect(await figures()).toMatchObject({ hba1c: 6.54304, hdl: 51.084, nonhdl: 150, trig: 45 });
    await service().delete(`${path}/${older.body.id}`);
    expect(await figures()).toMatchObject({ hba1c: null, hdl: null, nonhdl: null, trig: 45 });
  });
});

describe('the catalogue of analytes', () => {
  it('is read page by page, by code', async () => {
    const first = await service().get('/v1/analytes?limit=5');
    const rest = await service().get(`/v1/analytes?limit=200&cursor=${first.body.page.nextCursor}`);
    const codes = [...first.body.data, ...rest.body.data].map(({ code }: { code: string }) => code);
    expect(first.body.data).toHaveLength(5);
    expect(rest.body.page).toEqual({ nextCursor: null, hasMore: false });
    expect(codes).toEqual(codes.toSorted());
    expect(new Set(codes).size).toBeGreaterThan(30);
  });

  it('tells of each what it is measured in and what is usual', async () => {
    const { status, body } = await service().get('/v1/analytes/hba1c');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: 'hba1c',
      loincCodes: expect.arrayContaining(['4548-4']),
      canonicalUnit: '%',
      acceptedUnits: [
        { unit: '%', factor: '1', offset: '0' },
        { unit: 'mmol/mol', factor: '0.09148', offset: '2.152' },
      ],
      plausibleLow: 3,
      plausibleHigh: 20,
      referenceRanges: [{ low: 4, high: 5.7, highExclusive: true }],
    });
  });

  it.each(['gold', 'constructor'])('has no %s', async (code) => {
    expect((await service().get(`/v1/analytes/${code}`)).status).toBe(404);
  });

  it('takes no filter', async () => {
    expect(faultsIn(await service().get('/v1/analytes?code=hdl'))).toEqual(['code unknown_parameter']);
  });

  it('is in the database as this version has it, however many processes start at once', async () => {
    const { dataSource } = service();
    await dataSource.query(`UPDATE analytes SET name = 'Old name', loinc_codes = '{}' WHERE code = 'hdl'`);
    await dataSource.query(`DELETE FROM analytes WHERE code = 'psa'`);
    const [{ untouched }] = await dataSource.query<[{ untouched: string }]>(
      `SELECT xmin AS untouched FROM analytes WHERE code = 'alt'`,
    );
    const started = Array.from({ length: 3 }, () => new AnalytesService(service().app.get(Database)));
    await Promise.all(started.map((one) => one.onModuleInit()));
    expect(
      await dataSource.query(
        `SELECT code, name, loinc_codes, xmin = $1 AS untouched FROM analytes WHERE code IN ('alt', 'hdl', 'psa') ORDER BY code`,
        [untouched],
      ),
    ).toMatchObject([
      { code: 'alt', untouched: true },
      { code: 'hdl', name: 'HDL cholesterol', loinc_codes: ['2085-9', '14646-4'], untouched: false },
      { code: 'psa', name: 'Prostate specific antigen, total' },
    ]);
  });
});
