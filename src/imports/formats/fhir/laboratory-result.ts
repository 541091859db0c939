import type { CreateBloodTestResult } from '../../../blood-tests/blood-test-result.dto.js';
import { toCanonical } from '../../../blood-tests/canonical-value.js';
import type { Analyte } from '../../../blood-tests/catalogue/analyte.js';
import type { Fault } from './fhir-fault.js';
import type { Amount } from './fhir-quantity.js';

/** An amount of an analyte as a result of a blood test, or why it is none. The unit tells how it converts, never the code. */
export function laboratoryResult(analyte: Analyte, { value, unit, comparator }: Amount): CreateBloodTestResult | Fault {
  if (unit === null) return { code: 'unit_required', detail: `${analyte.code} needs a unit` };
  if (value < 0) return { code: 'invalid_value', detail: 'the value must not be negative' };
  const canonical = toCanonical(analyte, value, unit);
  if (!('fault' in canonical)) return { analyte: analyte.code, value, unit, ...(comparator && { comparator }) };
  const detail =
    canonical.fault === 'implausible_value' ? `the value is outside of what is plausible for ${analyte.code}` : canonical.detail;
  return { code: canonical.fault, detail };
}
