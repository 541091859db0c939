/** What a Bundle of ours says in `meta.source`, the version at its end. */
export const FHIR_EXPORT_SOURCE = 'urn:health-tracker:export:1';

/** Code systems and extensions of our own, for what FHIR has no element for; names, not addresses. */
export const OWN = {
  kind: 'urn:health-tracker:kind',
  member: 'urn:health-tracker:member',
  activityType: 'urn:health-tracker:activity-type',
  sleepStage: 'urn:health-tracker:sleep-stage',
  analyte: 'urn:health-tracker:analyte',
  externalId: 'urn:health-tracker:external-id',
  source: 'urn:health-tracker:source',
  timeZone: 'urn:health-tracker:time-zone',
  localDate: 'urn:health-tracker:local-date',
  createdAt: 'urn:health-tracker:created-at',
  sexAtBirth: 'urn:health-tracker:sex-at-birth',
  fasting: 'urn:health-tracker:fasting',
  shareInPopulation: 'urn:health-tracker:share-in-population',
  sourceOrder: 'urn:health-tracker:source-order',
  end: 'urn:health-tracker:end',
} as const;

export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';

/** A number of a record as a quantity: its UCUM unit, and its LOINC code where there is one that means just that. */
export interface Measure {
  member: string;
  unit: string;
  loinc?: readonly [code: string, display: string];
}

export const ACTIVITY_MEASURES: readonly Measure[] = [
  { member: 'steps', unit: '{steps}', loinc: ['55423-8', 'Number of steps in unspecified time Pedometer'] },
  { member: 'distanceMeters', unit: 'm', loinc: ['55430-3', 'Walking distance unspecified time Pedometer'] },
  { member: 'activeEnergyKilocalories', unit: 'kcal', loinc: ['41981-2', 'Calories burned'] },
  { member: 'moderateSeconds', unit: 's' },
  { member: 'vigorousSeconds', unit: 's' },
  { member: 'averageHeartRateBpm', unit: '/min', loinc: ['8867-4', 'Heart rate'] },
  { member: 'maxHeartRateBpm', unit: '/min' },
];

export const SLEEP_TOTAL: Measure = { member: 'totalSleepSeconds', unit: 's', loinc: ['93832-4', 'Sleep duration'] };

export const SLEEP_MEASURES: readonly Measure[] = [
  { member: 'awakeSeconds', unit: 's' },
  { member: 'lightSleepSeconds', unit: 's', loinc: ['93830-8', 'Light sleep duration'] },
  { member: 'deepSleepSeconds', unit: 's', loinc: ['93831-6', 'Deep sleep duration'] },
  { member: 'remSleepSeconds', unit: 's', loinc: ['93829-0', 'REM sleep duration'] },
];
