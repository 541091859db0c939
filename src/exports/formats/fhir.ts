import { FHIR_EXPORT_SOURCE } from '../../imports/formats/health-tracker-fhir/vocabulary.js';
import type { UserResponse } from '../../users/user.dto.js';
import type { ExportFormat } from '../export-format.js';
import { noCounts, type UserData } from '../user-data.js';
import { activityResources } from './fhir/activity.js';
import { bloodTestResources } from './fhir/blood-test.js';
import { endOfExport } from './fhir/end.js';
import { patientResources } from './fhir/patient.js';
import type { Resource } from './fhir/resource.js';
import { sleepResources } from './fhir/sleep.js';

/** A FHIR R4 Bundle of the type collection; its last entry, a Provenance, counts the records. The history of the score is not in it. */
export const FHIR_EXPORT: ExportFormat = {
  name: 'fhir',
  mediaType: 'application/fhir+json; charset=utf-8',
  extension: 'fhir.json',
  write,
};

type Mapping = (entry: never) => Resource[];
const LISTS = [
  ['physicalActivities', activityResources],
  ['sleepSessions', sleepResources],
  ['bloodTests', bloodTestResources],
] as const;

async function* write(data: UserData): AsyncGenerator<string> {
  const counts = noCounts();
  const user = JSON.parse(data.user) as UserResponse;
  const meta = JSON.stringify({ lastUpdated: data.exportedAt, source: FHIR_EXPORT_SOURCE });
  yield `{"resourceType":"Bundle","meta":${meta},"type":"collection","timestamp":"${data.exportedAt}","entry":[`;
  yield patientResources(user).map(entryOf).join(',');
  for (const [section, resourcesOf] of LISTS) {
    for await (const entry of data.entries(section)) {
      counts[section] += 1;
      yield (resourcesOf as Mapping)(JSON.parse(entry) as never)
        .map((resource) => `,${entryOf(resource)}`)
        .join('');
    }
  }
  yield `,${entryOf(endOfExport(user, data.exportedAt, counts))}\n]}\n`;
}

const entryOf = (resource: Resource): string => `\n${JSON.stringify({ fullUrl: `urn:uuid:${resource.id}`, resource })}`;
