import type { HealthRecordResponse } from '../../../health-records/health-record.dto.js';
import { LOINC, OWN, UCUM, type Measure } from '../../../imports/formats/health-tracker-fhir/vocabulary.js';

/** A FHIR resource; its id, a UUID, is also the end of its full URL. */
export interface Resource {
  resourceType: string;
  id: string;
  [member: string]: unknown;
}

interface Coding {
  system: string;
  code: string;
  display?: string;
}

export interface Concept {
  coding: Coding[];
  text?: string;
}

export const reference = (id: string): { reference: string } => ({ reference: `urn:uuid:${id}` });

export const own = (system: string, code: string): Coding => ({ system, code });
export const loinc = (code: string, display?: string): Coding => ({ system: LOINC, code, display });

export const quantity = (value: number, unit: string, comparator?: string | null): object => ({
  value,
  comparator: comparator ?? undefined,
  unit,
  system: UCUM,
  code: unit,
});

export const measured = ({ member, loinc: meaning }: Measure): Concept => ({
  coding: [own(OWN.member, member), ...(meaning ? [loinc(...meaning)] : [])],
});

/** The components for those measures of a record that are known; none is no member, since FHIR has no empty lists. */
export function components(record: object, measures: readonly Measure[], more: readonly object[] = []): object[] | undefined {
  const values = record as Record<string, number | null>;
  const all = [
    ...measures
      .filter(({ member }) => values[member] !== null)
      .map((measure) => ({ code: measured(measure), valueQuantity: quantity(values[measure.member]!, measure.unit) })),
    ...more,
  ];
  return all.length > 0 ? all : undefined;
}

/** What records of every kind have in common, most of it in extensions of ours. */
export function common(record: HealthRecordResponse): { id: string; [member: string]: unknown } {
  const { id, userId, source, externalId, timeZone, localDate, createdAt, updatedAt } = record;
  const device = source.device ? [{ url: 'device', valueString: source.device }] : [];
  return {
    id,
    meta: { lastUpdated: updatedAt },
    extension: [
      {
        url: OWN.source,
        extension: [{ url: 'name', valueString: source.name }, { url: 'kind', valueCode: source.kind }, ...device],
      },
      { url: OWN.timeZone, valueCode: timeZone },
      { url: OWN.localDate, valueDate: localDate },
      { url: OWN.createdAt, valueInstant: createdAt },
    ],
    identifier: externalId === null ? undefined : [{ system: OWN.externalId, value: externalId }],
    status: 'final',
    subject: reference(userId),
  };
}

export const category = (code: 'activity' | 'laboratory' | 'vital-signs'): Concept[] => [
  { coding: [own('http://terminology.hl7.org/CodeSystem/observation-category', code)] },
];
