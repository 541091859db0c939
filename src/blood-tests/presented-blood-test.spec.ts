import type { Profile } from '../population/user-state.js';
import { presentBloodTest } from './presented-blood-test.js';

const result = (analyte: string, unit: string, canonicalMicro: number, comparator: string | null = null) => ({
  analyte,
  value: canonicalMicro / 1e6,
  unit,
  comparator,
  canonicalMicro,
});
const HEMOGLOBIN = result('hemoglobin', 'g/dL', 12_500_000);
const PSA = result('psa', 'ng/mL', 3_000_000);

const present = (results: object[], person: object, profile?: Profile) =>
  JSON.parse(presentBloodTest(JSON.stringify({ id: 'x', localDate: '2025-03-03', results, person }), profile)) as {
    results: { referenceRange: { high: number } | null; interpretation: string | null }[];
  };
const NOBODY = { sexAtBirth: 'unknown', birthDate: null };

describe('what a result means', () => {
  it.each([
    ['a woman', { sexAtBirth: 'female', birthDate: '1980-01-01' }, HEMOGLOBIN, 15.5, 'N'],
    ['a man', { sexAtBirth: 'male', birthDate: '1980-01-01' }, HEMOGLOBIN, 17.5, 'L'],
    ['a person whose sex is not on record', NOBODY, HEMOGLOBIN, undefined, null],
    ['a man on the eve of his fiftieth birthday', { sexAtBirth: 'male', birthDate: '1975-03-04' }, PSA, 2.5, 'H'],
    ['a man on his fiftieth birthday', { sexAtBirth: 'male', birthDate: '1975-03-03' }, PSA, 3.5, 'N'],
    ['a man whose age is not on record', { sexAtBirth: 'male', birthDate: null }, PSA, undefined, null],
  ])('for %s depends on the person on the day of collection', (_who, person, kept, high, interpretation) => {
    const [presented] = present([kept], person).results;
    expect(presented?.referenceRange?.high).toBe(high);
    expect(presented?.interpretation).toBe(interpretation);
  });

  it('goes by the profile rather than by the person in the JSON', () => {
    const profile: Profile = {
      sexAtBirth: 'male',
      birthDate: '1980-01-01',
      timeZone: 'UTC',
      sourceOrder: null,
      shareInPopulation: true,
    };
    expect(present([HEMOGLOBIN], NOBODY, profile).results[0]?.interpretation).toBe('L');
  });

  it('is open where a comparator leaves it open', () => {
    expect(present([result('crp_hs', 'mg/L', 5_000_000, '<')], NOBODY).results[0]?.interpretation).toBeNull();
  });

  it('comes with the result as it was reported, and with nothing of how it is kept', () => {
    expect(present([result('hba1c', '%', 5_400_000)], NOBODY)).toEqual({
      id: 'x',
      localDate: '2025-03-03',
      results: [
        {
          analyte: 'hba1c',
          value: 5.4,
          unit: '%',
          comparator: null,
          canonicalValue: 5.4,
          canonicalUnit: '%',
          referenceRange: {
            sexAtBirth: null,
            ageLowYears: 18,
            ageHighYears: null,
            low: 4,
            high: 5.7,
            highExclusive: true,
            criticalLow: null,
            criticalHigh: null,
            source: 'ADA Standards of Care in Diabetes: normal below 5.7 %',
          },
          interpretation: 'N',
        },
      ],
    });
  });
});
