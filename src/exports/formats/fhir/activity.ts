import { ACTIVITY_MEASURES, OWN } from '../../../imports/formats/health-tracker-fhir/vocabulary.js';
import type { PhysicalActivityResponse } from '../../../physical-activity/physical-activity.dto.js';
import { category, common, components, loinc, own, type Resource } from './resource.js';

/** An Observation whose value is the type of activity, with what was measured as components. */
export const activityResources = (activity: PhysicalActivityResponse): Resource[] => [
  {
    resourceType: 'Observation',
    ...common(activity),
    category: category('activity'),
    code: { coding: [own(OWN.kind, 'physicalActivity'), loinc('73985-4', 'Exercise activity')] },
    effectivePeriod: { start: activity.startedAt, end: activity.endedAt },
    valueCodeableConcept: { coding: [own(OWN.activityType, activity.type)] },
    component: components(activity, ACTIVITY_MEASURES),
  },
];
