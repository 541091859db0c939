import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { CommaSeparated } from './comma-separated.js';
import { IsInstantOrLocalDate } from './is-instant-or-local-date.js';
import { IsInstant } from './is-instant.js';
import { IsLocalDate } from './is-local-date.js';
import { IsTimeZone } from './is-time-zone.js';
import { MayBeAbsent } from './may-be-absent.js';
import { Problem } from './problem.js';
import { ValidationPipe } from './validation.pipe.js';

class Result {
  @IsString() @Length(1, 10) unit: string;
  @IsNumber() value: number;
}

class BloodTest {
  @IsInstant() collectedAt: string;
  @IsTimeZone() timeZone: string;
  @IsArray() @ArrayMaxSize(3) @ValidateNested({ each: true }) @Type(() => Result) results: Result[];
  @MayBeAbsent() @IsIn(['manual', 'watch']) kind?: string;
  @IsOptional() @IsString() laboratory?: string | null;
}

class Filter {
  @MayBeAbsent() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit = 50;
  @MayBeAbsent() @IsLocalDate() from?: string;
  @MayBeAbsent() @IsInstantOrLocalDate() to?: string;
  @MayBeAbsent() @CommaSeparated() @IsIn(['run', 'walk'], { each: true }) type?: string[];
}

class Address {
  @IsIn(['glucose']) analyte: string;
}

const pipe = new ValidationPipe();
const read = (type: 'body' | 'query' | 'param', metatype: new () => object, value: unknown): unknown =>
  pipe.transform(value, { type, metatype });
const problemOf = (type: 'body' | 'query' | 'param', metatype: new () => object, value: unknown): Problem => {
  try {
    read(type, metatype, value);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
};
const faultsIn = (body: unknown): string[] =>
  (problemOf('body', BloodTest, body).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).toSorted();

const good = {
  collectedAt: '2026-03-01T06:30:00+01:00',
  timeZone: 'Europe/Berlin',
  results: [{ unit: 'mmol/L', value: 5.1 }],
};

describe('the body of a request', () => {
  it('becomes an instance of its DTO, nested ones included', () => {
    const dto = read('body', BloodTest, good) as BloodTest;
    expect(dto).toBeInstanceOf(BloodTest);
    expect(dto.results[0]).toBeInstanceOf(Result);
    expect(dto).toEqual(good);
  });

  it('is told everything that is wrong with it at once, with pointers', () => {
    const problem = problemOf('body', BloodTest, {
      timeZone: 'Mars/Olympus',
      results: [
        { unit: 'mmol/L', value: 'much' },
        { value: 1, 'a/b~c': 1 },
      ],
      kind: 'ring',
      evil: 1,
    });
    expect(problem).toMatchObject({ status: 422, code: 'validation_failed' });
    expect(problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
      '/collectedAt required',
      '/evil unknown_field',
      '/kind not_in_enum',
      '/results/0/value invalid_type',
      '/results/1/a~1b~0c unknown_field',
      '/results/1/unit required',
      '/timeZone invalid_format',
    ]);
  });

  it.each<[string, object, string[]]>([
    ['an array that is too long', { results: Array(4).fill(good.results[0]) }, ['/results too_long']],
    ['an object for an array', { results: {} }, ['/results invalid_type', '/results/unit required', '/results/value required']],
    ['a number for an object', { results: [7] }, ['/results/0 invalid_type']],
    ['null for an object', { results: [null] }, ['/results/0 invalid_type']],
    ['a list within a list', { results: [[], good.results] }, ['/results/0 invalid_type', '/results/1 invalid_type']],
    ['a number for text', { collectedAt: 5 }, ['/collectedAt invalid_type']],
    ['null for what must not be cleared', { kind: null }, ['/kind invalid_type']],
    ['text that is too long', { results: [{ unit: 'x'.repeat(11), value: 1 }] }, ['/results/0/unit invalid_length']],
    ['U+0000', { laboratory: 'a\0b' }, ['/laboratory invalid_format']],
    ['half a character', { laboratory: 'a\ud83d' }, ['/laboratory invalid_format']],
    ['an inherited name', { toString: 1 }, ['/toString unknown_field']],
    ['an inherited name inside', { evil: { constructor: 5 } }, ['/evil/constructor unknown_field']],
    ['a thousand items and one', { evil: Array(1001).fill(0) }, ['/evil too_long']],
    [
      'a thousand fields and one',
      { evil: Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [index, 0])) },
      ['/evil too_long'],
    ],
  ])('cannot hold %s', (_what, members, faults) => {
    expect(faultsIn({ ...good, ...members })).toEqual(faults);
  });

  it('may clear a field that is optional with null', () => {
    expect(read('body', BloodTest, { ...good, laboratory: null })).toEqual({ ...good, laboratory: null });
  });

  it('may be written in any script', () => {
    const body = { ...good, laboratory: 'Łódź 😀 実験室' };
    expect(read('body', BloodTest, body)).toEqual(body);
  });

  it('is refused calmly when it is nested very deeply', () => {
    let evil: unknown = 1;
    for (let depth = 0; depth < 100_000; depth++) evil = { a: evil };
    expect(problemOf('body', BloodTest, { ...good, evil }).errors).toEqual([
      { pointer: '/evil/a/a/a/a/a/a/a', code: 'too_deep', detail: 'Nesting deeper than 8 levels is not accepted' },
    ]);
  });

  it('hears of a hundred faults at most', () => {
    const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field${index}`, 1]));
    expect(problemOf('body', BloodTest, body).errors).toHaveLength(100);
  });

  it.each([
    [null, 'The body must be a JSON object, not null'],
    [[], 'The body must be a JSON object, not an array'],
    ['text', 'The body must be a JSON object, not a string'],
  ])('must be an object, not %j', (body, detail) => {
    expect(problemOf('body', BloodTest, body)).toMatchObject({
      status: 422,
      errors: [{ pointer: '', code: 'invalid_type', detail }],
    });
  });

  it('must be there', () => {
    expect(problemOf('body', BloodTest, undefined)).toMatchObject({ status: 400, errors: [{ pointer: '', code: 'required' }] });
  });

  it('cannot be declared as an array or an interface, which would not be checked', () => {
    expect(() => pipe.transform([], { type: 'body', metatype: Array })).toThrow(TypeError);
    expect(() => pipe.transform({}, { type: 'body', metatype: Object })).toThrow(TypeError);
  });

  it.each([
    ['2026-03-01', 'collectedAt needs a time and its offset from UTC, such as 2026-03-01T06:30:00+01:00 or 2026-03-01T05:30:00Z'],
    [
      '2026-03-01T06:30:00',
      'collectedAt needs a time and its offset from UTC, such as 2026-03-01T06:30:00+01:00 or 2026-03-01T05:30:00Z',
    ],
    ['yesterday', 'collectedAt must be an RFC 3339 date-time, such as 2026-03-01T06:30:00+01:00'],
  ])('is told what the instant %s lacks', (collectedAt, detail) => {
    expect(problemOf('body', BloodTest, { ...good, collectedAt }).errors).toEqual([
      { pointer: '/collectedAt', code: 'invalid_format', detail },
    ]);
  });
});

describe('the query of a request', () => {
  it('keeps defaults, converts numbers, and reads lists in both spellings', () => {
    expect(read('query', Filter, {})).toEqual({ limit: 50 });
    expect(read('query', Filter, { limit: '7', type: 'run, walk' })).toEqual({ limit: 7, type: ['run', 'walk'] });
    expect(read('query', Filter, { type: ['run', 'walk'] })).toEqual({ limit: 50, type: ['run', 'walk'] });
  });

  it.each([
    [{ limit: 'many' }, 'limit invalid_type'],
    [{ limit: '201' }, 'limit too_large'],
    [{ limit: ['1', '2'] }, 'limit invalid_type'],
    [{ from: '2026-02-30' }, 'from invalid_format'],
    [{ to: 'March' }, 'to invalid_format'],
    [{ type: 'run,swim' }, 'type not_in_enum'],
    [{ sort: 'up' }, 'sort unknown_parameter'],
    [Object.assign(Object.create(null) as object, { constructor: '1' }), 'constructor unknown_parameter'],
  ])('%j is a bad request that names the parameter', (query, fault) => {
    const problem = problemOf('query', Filter, query);
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(problem.errors?.map(({ parameter, code }) => `${parameter} ${code}`)).toEqual([fault]);
  });
});

describe('the end of a range', () => {
  it.each(['2026-03-01', '2026-03-01T05:30:00Z'])('may be %s', (to) => {
    expect(read('query', Filter, { to })).toEqual({ limit: 50, to });
  });

  it('is told when the query swallowed its plus sign', () => {
    const detail = 'to has lost the + of its offset: it is written %2B in a query';
    expect(problemOf('query', Filter, { to: '2026-03-01T06:30:00 01:00' }).errors).toEqual([expect.objectContaining({ detail })]);
  });
});

describe('the path of a request', () => {
  it('is a bad request when a parameter is wrong', () => {
    expect(problemOf('param', Address, { analyte: 'gold' })).toMatchObject({
      status: 400,
      errors: [{ parameter: 'analyte', code: 'not_in_enum' }],
    });
  });
});

describe('other arguments of a route', () => {
  it.each([
    ['custom', Filter],
    ['query', String],
    ['param', undefined],
  ] as const)('pass as they are: %s', (type, metatype) => {
    expect(pipe.transform('as it is', { type, metatype })).toBe('as it is');
  });
});
