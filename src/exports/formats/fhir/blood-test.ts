import { v5 } from 'uuid';
import type { BloodTestResultResponse } from '../../../blood-tests/blood-test-result.dto.js';
import type { BloodTestResponse } from '../../../blood-tests/blood-test.dto.js';
import { findAnalyte } from '../../../blood-tests/catalogue/analytes.js';
import { OWN } from '../../../imports/formats/health-tracker-fhir/vocabulary.js';
import { loincOf } from './loinc-of.js';
import { category, common, loinc, own, quantity, reference, type Resource } from './resource.js';

/** An Observation for each result, and after them a DiagnosticReport that names them in their order. */
export function bloodTestResources(test: BloodTestResponse): Resource[] {
  const { status, subject, extension, ...record } = common(test);
  const performer = test.laboratory === null ? undefined : [{ display: test.laboratory }];
  const results = test.results.map((result) => ({
    resourceType: 'Observation',
    id: v5(result.analyte, test.id),
    meta: record.meta,
    status,
    category: category('laboratory'),
    code: codeOf(result),
    subject,
    effectiveDateTime: test.collectedAt,
    performer,
    valueQuantity: quantity(result.value, result.unit, result.comparator),
    interpretation: result.interpretation === null ? undefined : interpretation(result.interpretation),
  }));
  const fasting = test.fasting === null ? [] : [{ url: OWN.fasting, valueBoolean: test.fasting }];
  const report = {
    resourceType: 'DiagnosticReport',
    ...record,
    extension: [...(extension as object[]), ...fasting],
    status,
    category: [{ coding: [own('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB')] }],
    code: { coding: [own(OWN.kind, 'bloodTest'), loinc('11502-2', 'Laboratory report')] },
    subject,
    effectiveDateTime: test.collectedAt,
    performer,
    result: results.map(({ id }) => reference(id)),
  };
  return [...results, report];
}

function codeOf({ analyte, unit }: BloodTestResultResponse): object {
  const code = loincOf(analyte, unit);
  return { coding: [own(OWN.analyte, analyte), ...(code ? [loinc(code)] : [])], text: findAnalyte(analyte)?.name };
}

const interpretation = (code: string): object[] => [
  { coding: [own('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code)] },
];
