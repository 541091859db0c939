import { v5 } from 'uuid';
import { OWN } from '../../../imports/formats/health-tracker-fhir/vocabulary.js';
import type { TrustedSource } from '../../../users/source-order.dto.js';
import type { UserResponse } from '../../../users/user.dto.js';
import { category, loinc, own, quantity, reference, type Resource } from './resource.js';

/** FHIR's gender is administrative; the sex at birth is in an extension as well. */
const GENDERS = { female: 'female', male: 'male', intersex: 'other', unknown: 'unknown' } as const;

/** A Patient, and height and weight as Observations. */
export function patientResources(user: UserResponse): Resource[] {
  const patient = {
    resourceType: 'Patient',
    id: user.id,
    meta: { lastUpdated: user.updatedAt },
    extension: [
      { url: OWN.sexAtBirth, valueCode: user.sexAtBirth },
      { url: OWN.timeZone, valueCode: user.timeZone },
      { url: OWN.shareInPopulation, valueBoolean: user.shareInPopulation },
      { url: OWN.createdAt, valueInstant: user.createdAt },
      ...(user.sourceOrder ?? []).map(trusted),
    ],
    name: user.displayName === null ? undefined : [{ text: user.displayName }],
    gender: GENDERS[user.sexAtBirth],
    birthDate: user.birthDate ?? undefined,
  };
  return [
    patient,
    ...bodyMeasure(user, 'heightCentimeters', 'cm', '8302-2', 'Body height'),
    ...bodyMeasure(user, 'weightKilograms', 'kg', '29463-7', 'Body weight'),
  ];
}

/** One of the sources in the user's own order; they stand in it. */
const trusted = ({ name, kind }: TrustedSource): object => ({
  url: OWN.sourceOrder,
  extension: [...(name ? [{ url: 'name', valueString: name }] : []), ...(kind ? [{ url: 'kind', valueCode: kind }] : [])],
});

/** When it was measured is not known, which FHIR wants to be said of vital signs. */
const UNKNOWN = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }] };

function bodyMeasure(
  user: UserResponse,
  member: 'heightCentimeters' | 'weightKilograms',
  unit: string,
  code: string,
  display: string,
): Resource[] {
  const value = user[member];
  if (value === null) return [];
  return [
    {
      resourceType: 'Observation',
      id: v5(member, user.id),
      status: 'final',
      category: category('vital-signs'),
      code: { coding: [own(OWN.member, member), loinc(code, display)] },
      subject: reference(user.id),
      _effectiveDateTime: UNKNOWN,
      valueQuantity: quantity(value, unit),
    },
  ];
}
