import { v5 } from 'uuid';
import { OWN } from '../../../imports/formats/health-tracker-fhir/vocabulary.js';
import type { UserResponse } from '../../../users/user.dto.js';
import { EXPORT_NAME, type Counts } from '../../user-data.js';
import { reference, type Resource } from './resource.js';

/** Says who made the Bundle, when, and of how many records; the last entry. */
export const endOfExport = ({ id }: UserResponse, exportedAt: string, counts: Counts): Resource => ({
  resourceType: 'Provenance',
  id: v5('export', id),
  extension: [
    {
      url: OWN.end,
      extension: (['physicalActivities', 'sleepSessions', 'bloodTests'] as const).map((section) => ({
        url: section,
        valueUnsignedInt: counts[section],
      })),
    },
  ],
  target: [reference(id)],
  recorded: exportedAt,
  activity: { text: 'export' },
  agent: [{ who: { display: EXPORT_NAME } }],
});
