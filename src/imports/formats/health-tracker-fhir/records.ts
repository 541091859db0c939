import type { JsonObject } from '../../json/json-value.js';
import { codeIn, commonMembers, defined, extensionOf, memberOf, objectsIn } from './resources.js';
import { OWN } from './vocabulary.js';

/** The activity that an Observation of ours tells. */
export const activityIn = (observation: JsonObject): object => ({
  ...commonMembers(observation),
  ...defined({
    type: codeIn(observation.valueCodeableConcept, OWN.activityType),
    ...period(observation),
  }),
  ...membersIn(observation),
});

/** The sleep session that an Observation of ours tells. */
export function sleepIn(observation: JsonObject): object {
  const stages = objectsIn(observation.component).flatMap(({ code, valuePeriod }) => {
    const stage = codeIn(code, OWN.sleepStage);
    return stage === undefined
      ? []
      : [defined({ stage, startedAt: memberOf(valuePeriod, 'start'), endedAt: memberOf(valuePeriod, 'end') })];
  });
  return {
    ...commonMembers(observation),
    ...defined({ ...period(observation), totalSleepSeconds: memberOf(observation.valueQuantity, 'value') }),
    ...membersIn(observation),
    ...(stages.length > 0 && { stages }),
  };
}

/** The blood test that a DiagnosticReport and its results tell. */
export const bloodTestIn = (report: JsonObject, results: readonly JsonObject[]): object => ({
  ...commonMembers(report),
  ...defined({
    collectedAt: report.effectiveDateTime,
    fasting: extensionOf(report, OWN.fasting)?.valueBoolean,
    laboratory: objectsIn(report.performer)[0]?.display,
  }),
  results: results.map(({ code, valueQuantity }) =>
    defined({
      analyte: codeIn(code, OWN.analyte),
      value: memberOf(valueQuantity, 'value'),
      unit: memberOf(valueQuantity, 'code'),
      comparator: memberOf(valueQuantity, 'comparator'),
    }),
  ),
});

const period = ({ effectivePeriod }: JsonObject): object => ({
  startedAt: memberOf(effectivePeriod, 'start'),
  endedAt: memberOf(effectivePeriod, 'end'),
});

/** The components that are members of a record: quantities in the unit of their name, and truths. */
function membersIn({ component }: JsonObject): object {
  const members = objectsIn(component).flatMap(({ code, valueQuantity, valueBoolean }) => {
    const name = codeIn(code, OWN.member);
    return typeof name === 'string' ? [[name, valueBoolean ?? memberOf(valueQuantity, 'value')] as const] : [];
  });
  return defined(Object.fromEntries(members));
}
