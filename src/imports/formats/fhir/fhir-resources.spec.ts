import { draftsOf, outcomes } from '../../../../test/support/readings.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { FHIR } from './fhir.js';

const read = async (...resources: object[]) => {
  const { readings, fault } = await wholeReading(FHIR, resources.map((resource) => JSON.stringify(resource)).join('\n'));
  expect(fault).toBeNull();
  return readings;
};
const drafts = async (...resources: object[]) => draftsOf(await read(...resources));
const loinc = (...codes: string[]) => ({ coding: codes.map((code) => ({ system: 'http://loinc.org', code })) });
const quantity = (value: unknown, unit?: string, members: object = {}) => ({
  value,
  unit,
  system: 'http://unitsofmeasure.org',
  code: unit,
  ...members,
});
const observation = (members: object = {}): object => ({
  resourceType: 'Observation',
  id: 'one',
  status: 'final',
  code: loinc('2093-3'),
  subject: { reference: 'Patient/1' },
  effectiveDateTime: '2024-03-05T08:00:00+01:00',
  valueQuantity: quantity(200, 'mg/dL'),
  ...members,
});

describe('an Observation', () => {
  it('is a result of a blood test', async () => {
    expect(await drafts(observation({ performer: [{}, { display: 'Charité Labor Berlin' }] }))).toEqual([
      {
        collectedAt: '2024-03-05T07:00:00.000Z',
        source: { name: 'FHIR', kind: 'laboratory' },
        externalId: 'collection:2024-03-05T07:00:00.000Z',
        laboratory: 'Charité Labor Berlin',
        results: [{ analyte: 'chol_total', value: 200, unit: 'mg/dL' }],
      },
    ]);
  });

  it.each([
    ['final', 'record 1'],
    ['amended', 'record 1'],
    ['corrected', 'record 1'],
    ['preliminary', 'skipped preliminary 1'],
    ['registered', 'skipped registered 1'],
    ['cancelled', 'skipped cancelled 1'],
    ['entered-in-error', 'skipped entered_in_error 1'],
    ['unknown', 'skipped status_unknown 1'],
    ['done', 'rejected unknown_status 1'],
    [undefined, 'rejected missing_status 1'],
  ])('whose status is %s: %s', async (status, outcome) => {
    expect(outcomes(await read(observation({ status })))).toEqual([outcome]);
  });

  it('is converted by its unit, whatever its code says of mass or moles', async () => {
    const [draft] = await drafts(observation({ code: loinc('2085-9'), valueQuantity: quantity(1.3, 'mmol/L') }));
    expect(draft!.results).toEqual([{ analyte: 'hdl', value: 1.3, unit: 'mmol/L' }]);
  });

  it.each([
    ['2093-3', 5.2, 'MMOL/L', 'mmol/L'],
    ['2093-3', 200, 'mg/dl', 'mg/dl'],
    ['6690-2', 5.1, 'K/uL', '10*3/uL'],
    ['6690-2', 5.1, 'x10^3/µL', '10*3/uL'],
    ['6690-2', 5.1, '10e9/L', '10*9/L'],
    ['789-8', 4.7, 'M/uL', '10*6/uL'],
    ['2160-0', 80, 'μmol/L', 'umol/L'],
    ['1742-6', 25, 'IU/L', '[IU]/L'],
    ['33914-3', 90, 'mL/min/1.73 m²', 'mL/min/{1.73_m2}'],
    ['2951-2', 140, 'mEq/L', 'meq/L'],
    ['3016-3', 2, 'uIU/mL', 'u[IU]/mL'],
    ['787-2', 90, 'fl', 'fl'],
    ['6690-2', 5.1, 'x10(3)/mcL', '10*3/uL'],
    ['2276-4', 90, 'mcg/L', 'ug/L'],
    ['4548-4', 5.6, '% of total Hgb', '%'],
    ['13457-7', 100, 'mg/dL (calc)', 'mg/dL'],
    ['6690-2', 5.1, 'Gpt/l', '10*9/L'],
    ['718-7', 14, 'gm/dL', 'g/dL'],
    ['1742-6', 25, 'Units/L', 'U/L'],
  ])('of %s may have a printed unit: %s %s is %s', async (code, value, printed, unit) => {
    const [draft] = await drafts(observation({ code: loinc(code), valueQuantity: { value, unit: printed } }));
    expect(draft!.results).toMatchObject([{ value, unit }]);
  });

  it('has a coded unit before a printed one, and a code of another system is printed', async () => {
    const both = await drafts(
      observation({ valueQuantity: { value: 200, unit: 'milligrams', system: 'http://unitsofmeasure.org', code: 'mg/dL' } }),
      observation({
        effectiveDateTime: '2024-03-06',
        valueQuantity: { value: 5, unit: 'mmol/L', system: 'urn:local', code: 'U17' },
      }),
    );
    expect(both.map(({ results }) => results)).toMatchObject([[{ unit: 'mg/dL' }], [{ unit: 'mmol/L' }]]);
  });

  it.each(['<', '<=', '>=', '>'])('may be beyond what the assay can tell: %s', async (comparator) => {
    const [draft] = await drafts(observation({ code: loinc('30522-7'), valueQuantity: quantity(0.3, 'mg/L', { comparator }) }));
    expect(draft!.results).toEqual([{ analyte: 'crp_hs', value: 0.3, unit: 'mg/L', comparator }]);
  });

  it.each<[string, object, string]>([
    ['a comparator of R5', { valueQuantity: quantity(1, 'mg/dL', { comparator: 'ad' }) }, 'rejected comparator_not_supported 1'],
    ['no unit', { valueQuantity: { value: 200 } }, 'rejected unit_required 1'],
    ['a unit that is none', { valueQuantity: quantity(200, 'bananas') }, 'rejected unknown_unit 1'],
    ['a unit of something else', { valueQuantity: quantity(200, 'U/L') }, 'rejected unit_not_convertible 1'],
    [
      'a rate that is not per surface',
      { code: loinc('33914-3'), valueQuantity: quantity(90, 'mL/min') },
      'rejected unit_not_convertible 1',
    ],
    ['a value that nobody has', { valueQuantity: quantity(20_000, 'mg/dL') }, 'rejected implausible_value 1'],
    ['a value below zero', { valueQuantity: quantity(-1, 'mg/dL') }, 'rejected invalid_value 1'],
    ['a value in words', { valueQuantity: undefined, valueString: 'high' }, 'rejected not_a_quantity 1'],
    ['a value that is a text', { valueQuantity: quantity('200', 'mg/dL') }, 'rejected invalid_value 1'],
    ['a reason for no value', { valueQuantity: undefined, dataAbsentReason: {} }, 'skipped no_value 1'],
    ['no value', { valueQuantity: undefined }, 'skipped no_value 1'],
    ['an unknown code', { code: loinc('32207-3') }, 'skipped unknown_code 1'],
    ['no code', { code: undefined }, 'skipped unknown_code 1'],
    [
      'a code of a vital sign',
      { code: loinc('8302-2'), category: [{ coding: [{ code: 'vital-signs' }] }] },
      'skipped not_supported 1',
    ],
    ['a year for a time', { effectiveDateTime: '2024' }, 'rejected partial_date 1'],
    ['a month for a time', { effectiveDateTime: '2024-03' }, 'rejected partial_date 1'],
    ['a day that does not exist', { effectiveDateTime: '2024-02-30' }, 'rejected invalid_time 1'],
    ['several times', { effectiveDateTime: undefined, effectiveTiming: {} }, 'rejected time_not_supported 1'],
    ['no time', { effectiveDateTime: undefined }, 'rejected missing_time 1'],
    ['an empty period', { effectiveDateTime: undefined, effectivePeriod: {} }, 'rejected invalid_time 1'],
  ])('with %s', async (_, members, outcome) => {
    expect(outcomes(await read(observation(members)))).toEqual([outcome]);
  });

  it.each<[string, object, string]>([
    ['an instant', { effectiveInstant: '2024-03-05T08:00:00.500+01:00' }, '2024-03-05T07:00:00.500Z'],
    [
      'the start of a period',
      { effectivePeriod: { start: '2024-03-05T07:00:00Z', end: '2024-03-05T08:00:00Z' } },
      '2024-03-05T07:00:00.000Z',
    ],
    [
      'the end of a period where it has no start',
      { effectivePeriod: { end: '2024-03-05T08:00:00Z' } },
      '2024-03-05T08:00:00.000Z',
    ],
    ['the noon of a day of the person', { effectiveDateTime: '2024-07-05' }, '2024-07-05T10:00:00.000Z'],
    ['a time of the person, where it has no offset', { effectiveDateTime: '2024-07-05T08:30:00' }, '2024-07-05T06:30:00.000Z'],
    ['the time of issue, where nothing else is said', { issued: '2024-03-06T09:00:00Z' }, '2024-03-06T09:00:00.000Z'],
  ])('was collected at %s', async (_, members, collectedAt) => {
    expect(await drafts(observation({ effectiveDateTime: undefined, ...members }))).toMatchObject([{ collectedAt }]);
  });

  it('may have several codes, of which one is known, and blanks that nobody sees', async () => {
    const [draft] = await drafts(observation({ code: loinc('99999-9', ' 2093-3 ') }));
    expect(draft!.results).toMatchObject([{ analyte: 'chol_total' }]);
  });

  it('of a panel has a result in each component', async () => {
    const component = [
      { code: loinc('2951-2'), valueQuantity: quantity(140, 'mmol/L') },
      { code: loinc('2823-3'), valueQuantity: quantity(4.1, 'mmol/L') },
      { code: loinc('2075-0'), valueQuantity: quantity(4.1, 'pH') },
      { code: loinc('1-1') },
    ];
    const readings = await read(observation({ code: loinc('24326-1'), valueQuantity: undefined, component }));
    expect(outcomes(readings).toSorted()).toEqual(['record 2', 'rejected unknown_unit 1', 'skipped unknown_code 1']);
    expect(readings.find(({ outcome }) => outcome === 'rejected')?.place).toBe('line 1/component/2');
  });
});

describe('Observations of one collection', () => {
  const total = observation({ id: 'a' });
  const hdl = observation({ id: 'b', code: loinc('2085-9'), valueQuantity: quantity(60, 'mg/dL') });

  it('are one blood test, and those of another time or another visit are not', async () => {
    const readings = await read(
      total,
      observation({ effectiveDateTime: '2024-03-05T08:00:01+01:00' }),
      hdl,
      observation({ encounter: { reference: 'Encounter/7' } }),
    );
    expect(draftsOf(readings).map(({ externalId, results }) => [externalId, (results as unknown[]).length])).toEqual([
      ['collection:2024-03-05T07:00:00.000Z', 2],
      ['collection:2024-03-05T07:00:01.000Z', 1],
      ['collection:2024-03-05T07:00:00.000Z 7', 1],
    ]);
  });

  it('with an analyte twice have the one that was issued last, in any order', async () => {
    const older = observation({ id: 'x', issued: '2024-03-05T09:00:00Z', valueQuantity: quantity(190, 'mg/dL') });
    const newer = observation({ id: 'c', issued: '2024-03-05T10:00:00Z', valueQuantity: quantity(195, 'mg/dL') });
    for (const order of [
      [older, newer, total],
      [total, newer, older],
    ]) {
      const readings = await read(...order);
      expect(outcomes(readings)).toEqual(['skipped repeated_analyte 1', 'skipped repeated_analyte 1', 'record 1']);
      expect(draftsOf(readings)).toMatchObject([{ results: [{ value: 195 }] }]);
    }
  });

  it('whose HDL is above the total lose these two, and nothing else', async () => {
    const readings = await read(
      total,
      observation({ id: 'c', code: loinc('2085-9'), valueQuantity: quantity(230, 'mg/dL') }),
      observation({ id: 'd', code: loinc('2951-2'), valueQuantity: quantity(140, 'mmol/L') }),
    );
    expect(outcomes(readings)).toEqual(['rejected implausible_non_hdl 1', 'rejected implausible_non_hdl 1', 'record 1']);
  });
});

describe('a DiagnosticReport', () => {
  const report = (members: object): object => ({
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: loinc('57698-3'),
    subject: { reference: 'Patient/1' },
    ...members,
  });
  const untimed = observation({ effectiveDateTime: undefined });

  it('tells when and where, for results that do not say it', async () => {
    const saying = report({
      effectiveDateTime: '2024-03-05T07:00:00Z',
      performer: [{ display: 'Labor' }],
      result: [{ reference: 'Observation/one' }],
    });
    for (const order of [
      [saying, untimed],
      [untimed, saying],
    ])
      expect(await drafts(...order)).toMatchObject([{ collectedAt: '2024-03-05T07:00:00.000Z', laboratory: 'Labor' }]);
    expect(await drafts({ ...saying, performer: { display: 'Labor' } }, untimed)).toMatchObject([{ laboratory: 'Labor' }]);
  });

  it('may contain its results', async () => {
    const { id: _id, subject: _subject, ...contained } = untimed as { id: string; subject: object };
    const readings = await read(
      report({
        effectiveDateTime: '2024-03-05T07:00:00Z',
        contained: [{ ...contained, id: 'r1' }],
        result: [{ reference: '#r1' }],
      }),
    );
    expect(outcomes(readings)).toEqual(['record 1', 'skipped no_value 1']);
    expect(readings[0]!.place).toBe('line 1/contained/0');
  });

  it('that was withdrawn takes its results with it', async () => {
    const withdrawn = report({ status: 'entered-in-error', result: [{ reference: 'urn:uuid:one' }] });
    expect(outcomes(await read(observation(), withdrawn))).toEqual(['skipped entered_in_error 1', 'skipped no_value 1']);
  });

  it('that was withdrawn leaves what another report stands by, whichever comes first', async () => {
    const [withdrawn, standing] = [{ status: 'cancelled' }, {}].map((members) =>
      report({ ...members, result: [{ reference: 'Observation/one' }] }),
    );
    for (const order of [
      [withdrawn!, standing!],
      [standing!, withdrawn!],
    ])
      expect(outcomes(await read(observation(), ...order))).toEqual(['record 1', 'skipped no_value 2']);
  });

  it('means by a local reference what it contains itself', async () => {
    const containing = (members: object): object =>
      report({ contained: [observation({ id: 'a', ...members })], result: [{ reference: '#a' }] });
    const readings = await read(containing({}), {
      ...containing({ effectiveDateTime: '2024-03-06', valueQuantity: quantity(220, 'mg/dL') }),
      status: 'entered-in-error',
    });
    expect(outcomes(readings)).toEqual(['skipped entered_in_error 1', 'record 1', 'skipped no_value 2']);
    expect(draftsOf(readings)).toMatchObject([{ results: [{ value: 200 }] }]);
  });
});

describe('an Observation of a panel', () => {
  it('may contain its members, which have its time, its subject and its fate', async () => {
    const { subject: _subject, ...member } = observation({ effectiveDateTime: undefined }) as { subject: object };
    const panel = (members: object = {}): object =>
      observation({ id: 'panel', code: loinc('57698-3'), valueQuantity: undefined, contained: [member], ...members });
    const readings = await read(panel());
    expect(outcomes(readings)).toEqual(['record 1', 'skipped unknown_code 1']);
    expect(readings[0]!.place).toBe('line 1/contained/0');
    expect(draftsOf(readings)).toMatchObject([{ collectedAt: '2024-03-05T07:00:00.000Z', results: [{ analyte: 'chol_total' }] }]);
    expect(outcomes(await read(panel({ status: 'entered-in-error' })))).toEqual([
      'skipped entered_in_error 1',
      'skipped entered_in_error 1',
    ]);
  });
});

describe('a Bundle', () => {
  const fullUrl = 'urn:uuid:7d1f1a52-5f0f-4c8e-9d3e-1b6f0f6f0a01';
  const bundle = (...entry: object[]): object => ({ resourceType: 'Bundle', type: 'transaction', entry });

  it('has references by the full address of an entry, whatever the id in it', async () => {
    const withdrawn = { resourceType: 'DiagnosticReport', status: 'entered-in-error', result: [{ reference: fullUrl }] };
    for (const id of ['one', undefined])
      expect(outcomes(await read(bundle({ fullUrl, resource: observation({ id }) }, { resource: withdrawn })))).toEqual([
        'skipped entered_in_error 1',
        'skipped no_value 1',
      ]);
  });

  it('may consist of Bundles, and of entries that only tell what became of a request', async () => {
    const deleted = { request: { method: 'DELETE', url: 'Observation/two' }, response: { status: '204' } };
    const readings = await read(bundle({ resource: bundle({ resource: observation() }, deleted) }, deleted));
    expect(outcomes(readings)).toEqual(['record 1', 'skipped no_value 2']);
    expect(readings[0]!.place).toBe('/entry/0/resource/entry/0/resource');
  });
});

describe('an Observation of what people do', () => {
  const period = {
    effectiveDateTime: undefined,
    effectivePeriod: { start: '2024-03-04T22:00:00Z', end: '2024-03-05T06:00:00Z' },
  };

  it('has steps of a period or a day', async () => {
    const readings = await read(
      observation({ ...period, code: loinc('55423-8'), valueQuantity: quantity(4321, '{steps}') }),
      observation({ id: 'two', code: loinc('41950-7'), effectiveDateTime: '2024-03-05', valueQuantity: quantity(9000, '/d') }),
      observation({ id: 'three', code: loinc('55423-8'), valueQuantity: quantity(9000, '1') }),
    );
    expect(draftsOf(readings)).toEqual([
      {
        type: 'daily_activity',
        startedAt: '2024-03-04T22:00:00.000Z',
        endedAt: '2024-03-05T06:00:00.000Z',
        source: { name: 'FHIR', kind: 'other' },
        externalId: '55423-8:one',
        steps: 4321,
      },
      {
        type: 'daily_activity',
        startedAt: '2024-03-04T23:00:00.000Z',
        endedAt: '2024-03-05T23:00:00.000Z',
        source: { name: 'FHIR', kind: 'other' },
        externalId: '41950-7:two',
        steps: 9000,
      },
    ]);
    expect(outcomes(readings)[0]).toBe('rejected period_required 1');
  });

  it('has steps of whole days where a period consists of dates, also as a plain number', async () => {
    const days = { effectiveDateTime: undefined, effectivePeriod: { start: '2024-03-05', end: '2024-03-06' } };
    const steps = observation({ ...days, code: loinc('55423-8'), valueQuantity: undefined, valueInteger: 4321 });
    expect(await drafts(steps)).toMatchObject([
      { startedAt: '2024-03-04T23:00:00.000Z', endedAt: '2024-03-06T23:00:00.000Z', steps: 4321 },
    ]);
    const sleep = observation({ ...days, code: loinc('93832-4'), valueQuantity: quantity(7.5, 'h') });
    expect(outcomes(await read(sleep))).toEqual(['rejected period_required 1']);
  });

  it('has the sleep of a period', async () => {
    const sleep = (value: number, unit: string) =>
      observation({ ...period, code: loinc('93832-4'), valueQuantity: quantity(value, unit) });
    expect(await drafts(sleep(7.5, 'h'))).toMatchObject([{ startedAt: '2024-03-04T22:00:00.000Z', totalSleepSeconds: 27_000 }]);
    expect(await drafts(sleep(450, 'min'))).toMatchObject([{ totalSleepSeconds: 27_000 }]);
    expect(outcomes(await read(sleep(450, 'mg')))).toEqual(['rejected unknown_unit 1']);
  });
});
