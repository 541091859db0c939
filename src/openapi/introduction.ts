import type { OpenAPIObject } from '@nestjs/swagger';

const DESCRIPTION = `
Physical activity, sleep and blood tests of many people, and a **health score** that tells each of them how they stand among all the others.
Informational, not medical advice.

Enter a service key under **Authorize**, and try \`GET /get_health_score\` below: it is filled in with somebody of the demonstration data.

| Convention | |
|---|---|
| Time | RFC 3339 with an offset. Every record has a \`timeZone\` and a \`localDate\`; a bare date is the person's own day |
| Units | in the name of each member: \`totalSleepSeconds\`, \`distanceMeters\`. Laboratory values have a UCUM \`unit\` and are converted exactly |
| Lists | \`{ data, page: { nextCursor, hasMore } }\`, at most 200 items a page; never a total |
| Changes | JSON merge patch (RFC 7396); \`ETag\` and \`If-Match\` keep two writers from overwriting each other |
| Errors | RFC 9457 \`application/problem+json\` with a stable \`code\`, the \`requestId\`, and in \`errors\` everything that is wrong |
| Repetition | A record with the same \`source\` and \`externalId\` is an update, never a second record; a POST with the same \`Idempotency-Key\` is carried out once |

**Credentials** travel as \`Authorization: Bearer ...\`: a _service key_ with scopes, for the backend of an application, or the _token of a
user_, for what is the user's own. Without them there is nothing but this document and the health of the service.

This document: [OpenAPI 3.1](/openapi.json) ([YAML](/openapi.yaml)), [OpenAPI 3.0.3](/openapi-3.0.json) for older generators.
`.trim();

const TAGS = {
  'Health score': 'Where a person stands among all the others, from 0 to 100, with everything that explains it.',
  Users: 'The people who are tracked. Removing one removes everything that is recorded of the person.',
  'Physical activities':
    'Single activities, or whole days of them as devices sum them up: steps, distance, energy, intensity, heart rate.',
  'Sleep sessions': 'Nights and naps, with or without their stages.',
  'Blood tests': 'What laboratories report, in the units in which they report it, and what it means for the person.',
  Imports: 'Files of records, as devices and applications give them out, taken in in the background.',
  Analytes: 'What laboratories measure: names, LOINC codes, units and reference ranges.',
  'Daily summaries': "The totals of a person's local days, by source, and which source counts.",
  Trends: 'The same by week or month.',
  Population: 'What is usual among everybody, never of fewer than eleven people.',
  Access: 'The keys of backends, the tokens of users, and who did what with whose data.',
  Status: 'For those who run the service.',
};

/** What stands before the routes: what the API is, its conventions, and its parts in the order in which people need them. */
export function introduction(version: string): Omit<OpenAPIObject, 'paths'> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Health Tracker',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document comes from.' }],
    security: [],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  };
}
