import { OWN, SLEEP_MEASURES, SLEEP_TOTAL } from '../../../imports/formats/health-tracker-fhir/vocabulary.js';
import type { SleepSessionResponse } from '../../../sleep/sleep-session.dto.js';
import { category, common, components, loinc, own, quantity, type Resource } from './resource.js';

/** An Observation whose value is the time asleep, with its parts as components, and each stage as one with a period. */
export function sleepResources(sleep: SleepSessionResponse): Resource[] {
  const stages = (sleep.stages ?? []).map(({ stage, startedAt, endedAt }) => ({
    code: { coding: [own(OWN.sleepStage, stage)] },
    valuePeriod: { start: startedAt, end: endedAt },
  }));
  const isMainSleep = { code: { coding: [own(OWN.member, 'isMainSleep')] }, valueBoolean: sleep.isMainSleep };
  return [
    {
      resourceType: 'Observation',
      ...common(sleep),
      category: category('activity'),
      code: { coding: [own(OWN.kind, 'sleepSession'), loinc(...SLEEP_TOTAL.loinc!)] },
      effectivePeriod: { start: sleep.startedAt, end: sleep.endedAt },
      valueQuantity: quantity(sleep.totalSleepSeconds, SLEEP_TOTAL.unit),
      component: components(sleep, SLEEP_MEASURES, [isMainSleep, ...stages]),
    },
  ];
}
