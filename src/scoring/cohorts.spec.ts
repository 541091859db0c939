import { ageInYears, type Cohort, cohortChain, cohortLabel, finestCohort, isAdult } from './cohorts.js';

describe('age', () => {
  it.each([
    ['1984-06-15', '2024-06-14', 39],
    ['1984-06-15', '2024-06-15', 40],
    ['1984-06-15', '2024-12-01', 40],
    ['2004-02-29', '2023-02-28', 18],
    ['2004-02-29', '2022-02-28', 17],
    ['2004-02-29', '2022-03-01', 18],
    ['1999-12-31', '2000-01-01', 0],
  ])('of who was born on %s is on %s %d years', (birthDate, date, age) => {
    expect(ageInYears(birthDate, date)).toBe(age);
  });

  it('makes an adult on the eighteenth birthday', () => {
    expect(isAdult('2006-05-05', '2024-05-04')).toBe(false);
    expect(isAdult('2006-05-05', '2024-05-05')).toBe(true);
  });

  it('is taken for adult where it is not known', () => {
    expect(isAdult(null, '2024-05-05')).toBe(true);
  });
});

describe('the cohorts of a user', () => {
  it.each([
    ['female', '2006-01-01', 'sex:F|age:0'],
    ['female', '1994-01-02', 'sex:F|age:0'],
    ['female', '1994-01-01', 'sex:F|age:1'],
    ['female', '1980-07-01', 'sex:F|age:2'],
    ['male', '1970-01-01', 'sex:M|age:3'],
    ['male', '1960-01-01', 'sex:M|age:4'],
    ['male', '1920-01-01', 'sex:M|age:5'],
    ['male', null, 'sex:M'],
    ['intersex', '1980-07-01', 'all'],
    ['unknown', '1980-07-01', 'all'],
  ] as const)('%s, born %s: the narrowest on 2024-01-01 is %s', (sex, birthDate, cohort) => {
    expect(finestCohort(sex, birthDate, '2024-01-01')).toBe(cohort);
  });

  it.each<[Cohort, Cohort[]]>([
    ['all', ['all']],
    ['sex:M', ['all', 'sex:M']],
    ['sex:F|age:2', ['all', 'sex:F', 'sex:F|age:2']],
  ])('from %s up are %j', (cohort, chain) => {
    expect(cohortChain(cohort)).toEqual(chain);
  });

  it.each<[Cohort, string]>([
    ['all', 'everybody'],
    ['sex:F', 'women'],
    ['sex:M', 'men'],
    ['sex:M|age:0', 'men aged 18-29'],
    ['sex:F|age:2', 'women aged 40-49'],
    ['sex:F|age:5', 'women aged 70 and over'],
  ])('%s are called %s', (cohort, label) => {
    expect(cohortLabel(cohort)).toBe(label);
  });
});
