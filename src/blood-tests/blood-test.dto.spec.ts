import { Problem } from '../http/problem.js';
import { validateBody } from '../http/validation.pipe.js';
import { CreateBloodTest, UpdateBloodTest } from './blood-test.dto.js';

const GLUCOSE = { analyte: 'glucose_fasting', value: 5.3, unit: 'mmol/L' };
const good = { collectedAt: '2025-03-03T07:30:00+01:00', results: [GLUCOSE] };

function faultsOf(members: object, dto: new () => object = CreateBloodTest): string[] {
  try {
    validateBody(dto, { ...good, ...members });
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).toSorted();
  }
}

describe('what a client says of a blood test', () => {
  it.each<[string, object]>([
    ['only a time and a result', {}],
    ['everything', { fasting: true, laboratory: 'Labor Berlin', timeZone: 'Europe/Berlin', externalId: '7' }],
    ['nulls for what nobody knows', { fasting: null, laboratory: null, externalId: null }],
    ['a comparator', { results: [{ ...GLUCOSE, comparator: '<=' }] }],
    ['no comparator', { results: [{ ...GLUCOSE, comparator: null }] }],
    ['zero', { results: [{ analyte: 'bilirubin', value: 0, unit: 'mg/dL' }] }],
    ['a unit that is rarely used', { results: [{ ...GLUCOSE, value: 5300, unit: 'umol/L' }] }],
  ])('may be %s', (_what, members) => {
    expect(faultsOf(members)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['a time far ahead', { collectedAt: '9999-01-01T00:00:00Z' }, ['/collectedAt in_the_future']],
    ['a bare date', { collectedAt: '2025-03-03' }, ['/collectedAt invalid_format']],
    ['fasting in words', { fasting: 'yes' }, ['/fasting invalid_type']],
    ['no results', { results: [] }, ['/results too_short']],
    ['results that are not there', { results: undefined }, ['/results required']],
    ['results that are not a list', { results: 'many' }, ['/results invalid_type']],
    ['a result that is nothing', { results: [null] }, ['/results/0 invalid_type']],
    ['what it does not know', { results: [{ ...GLUCOSE, loinc: '1558-6' }] }, ['/results/0/loinc unknown_field']],
    ['a value in words', { results: [{ ...GLUCOSE, value: '5.3' }] }, ['/results/0/value invalid_type']],
    ['a value below zero', { results: [{ ...GLUCOSE, value: -5.3 }] }, ['/results/0/value too_small']],
    ['a value nobody lives with', { results: [{ ...GLUCOSE, unit: 'mg/dL' }] }, ['/results/0/value implausible_value']],
    ['the name of a constructor', { results: [{ ...GLUCOSE, analyte: 'constructor' }] }, ['/results/0/analyte unknown_analyte']],
    ['a unit that is none', { results: [{ ...GLUCOSE, unit: 'mmol per l' }] }, ['/results/0/unit unknown_unit']],
    ['a unit of something else', { results: [{ ...GLUCOSE, unit: 'U/L' }] }, ['/results/0/unit unit_not_convertible']],
    ['an unknown comparator', { results: [{ ...GLUCOSE, comparator: '~' }] }, ['/results/0/comparator not_in_enum']],
    ['an analyte twice', { results: [GLUCOSE, { ...GLUCOSE, value: 5.4 }] }, ['/results/1/analyte reported_twice']],
    [
      'an unknown analyte in an unknown unit',
      { results: [{ analyte: 'gold', value: 1, unit: 'oz' }] },
      ['/results/0/analyte unknown_analyte', '/results/0/unit unknown_unit'],
    ],
    [
      'a unit of something else where the value is missing',
      { results: [{ analyte: 'hdl', unit: 'U/L' }] },
      ['/results/0/unit unit_not_convertible', '/results/0/value required'],
    ],
  ])('cannot be %s', (_what, members, faults) => {
    expect(faultsOf(members)).toEqual(faults);
  });

  it('is told everything at once', () => {
    const results = [
      { ...GLUCOSE, analyte: 'gold' },
      { ...GLUCOSE, unit: 'kg' },
      GLUCOSE,
      { analyte: 'hba1c', value: 48, unit: '%' },
      {},
    ];
    expect(faultsOf({ fasting: 1, results })).toEqual([
      '/fasting invalid_type',
      '/results/0/analyte unknown_analyte',
      '/results/1/unit unit_not_convertible',
      '/results/2/analyte reported_twice',
      '/results/3/value implausible_value',
      '/results/4/analyte required',
      '/results/4/unit required',
      '/results/4/value required',
    ]);
  });

  it.each([
    ['above its HDL', 5.2, 50, []],
    ['above it by the least that non-HDL can be', 60 / 38.67, 50, []],
    ['below its HDL', 1, 50, ['/results implausible_non_hdl']],
    ['hardly above its HDL', 1.4, 50, ['/results implausible_non_hdl']],
  ])('may have a total cholesterol only well above its HDL: %s', (_what, total, hdl, faults) => {
    const results = [
      { analyte: 'hdl', value: hdl, unit: 'mg/dL' },
      { analyte: 'chol_total', value: total, unit: 'mmol/L' },
    ];
    expect(faultsOf({ results })).toEqual(faults);
  });

  it('is not judged by cholesterol that is itself refused', () => {
    const results = [
      { analyte: 'hdl', value: 50, unit: 'mg/dL' },
      { analyte: 'chol_total', value: 1, unit: 'mg/dL' },
    ];
    expect(faultsOf({ results })).toEqual(['/results/1/value implausible_value']);
  });

  it('is checked in a patch as far as it goes', () => {
    expect(faultsOf({ collectedAt: undefined, results: [GLUCOSE, GLUCOSE] }, UpdateBloodTest)).toEqual([
      '/results/1/analyte reported_twice',
    ]);
  });
});
