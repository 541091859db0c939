import { createRequire } from 'node:module';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { exampleRecordIds, exampleUserId } from '../demo/demo-users.js';
import { ProblemDto } from '../http/problem.dto.js';
import { applyConventions } from './conventions.js';
import { boundEnumLists, boundFormats, closeBodies, referDirectly } from './corrections/exact-schemas.js';
import { orderMembers } from './corrections/member-order.js';
import { describeMembersAsCreated } from './corrections/members-as-created.js';
import { describeMergePatches } from './corrections/merge-patches.js';
import { withNounNames } from './corrections/noun-names.js';
import { makeDefaultsOptional, nameDemoInExamples, orderParameters, separateListsByCommas } from './corrections/parameters.js';
import { introduction } from './introduction.js';

const DEMO_EXAMPLES = {
  userId: exampleUserId,
  user_id: exampleUserId,
  activityId: exampleRecordIds.physicalActivities,
  sessionId: exampleRecordIds.sleepSessions,
  bloodTestId: exampleRecordIds.bloodTests,
};

const { version } = createRequire(import.meta.url)('#package.json') as { version: string };

/** The OpenAPI 3.1 document of the application: what its decorators and types say, made exact, and the conventions of all routes. */
export function openApiDocument(app: Parameters<typeof SwaggerModule.createDocument>[0]): OpenAPIObject {
  return exact(SwaggerModule.createDocument(app, introduction(version), { extraModels: [ProblemDto] }));
}

/** A copy of a document of the Nest plugin that says all that it leaves out. */
export function exact(raw: OpenAPIObject): OpenAPIObject {
  const document = withNounNames(raw);
  referDirectly(document);
  describeMembersAsCreated(document);
  describeMergePatches(document);
  makeDefaultsOptional(document);
  closeBodies(document);
  separateListsByCommas(document);
  nameDemoInExamples(document, DEMO_EXAMPLES);
  applyConventions(document);
  boundFormats(document);
  boundEnumLists(document);
  orderParameters(document);
  orderMembers(document);
  return document;
}

/** The document as the file `openapi.json` has it. */
export function asText(document: OpenAPIObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
