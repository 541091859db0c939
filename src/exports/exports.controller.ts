import { Controller, Get } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ThisAccess } from '../access/asking.js';
import type { Access } from '../access/log/access.js';
import { NeedsAll } from '../access/rule.js';
import { Accept } from '../http/accept.js';
import type { Download } from '../http/download.js';
import { UserId } from '../http/uuid-param.js';
import { Query } from '../http/validated.js';
import { ExportQuery, UserExport } from './export.dto.js';
import { ExportsService } from './exports.service.js';

const DESCRIPTION = `Everything that is kept of a user as it is at one instant: the profile, all records, and the history of the score; however
much it is, it is made as it is read. Each form ends in a mark: JSON and FHIR in a closing brace after an entry that counts, NDJSON in a
line \`{"type":"end"}\` that counts, the zip of CSV in a manifest with counts and checksums. What lacks it was broken off, for instance
because ten seconds went by in which nothing was read. What is exported can be imported again.`;

const MOST = 2_147_483_647; // an export has no bound of its own, and a schema wants one

@ApiTags('Users')
@Controller('v1/users/:userId/export')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get()
  @NeedsAll('records:read', 'users:read', 'scores:read')
  @ApiOperation({
    operationId: 'getUserExport',
    summary: 'Get everything that is kept of a user, as a file',
    description: DESCRIPTION,
  })
  @ApiExtraModels(UserExport)
  @ApiOkResponse({
    description: 'A file, as an attachment.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(UserExport) } },
      'application/x-ndjson': { schema: { type: 'string', maxLength: MOST } },
      'application/zip': { schema: { type: 'string', format: 'binary', maxLength: MOST } },
      'application/fhir+json': { schema: { type: 'object', description: 'A FHIR R4 Bundle.', additionalProperties: true } },
    },
  })
  export(
    @UserId() userId: string,
    @Query() { format }: ExportQuery,
    @Accept() accept: string | undefined,
    @ThisAccess() access: Access,
  ): Promise<Download> {
    return this.exports.export(userId, { format, accept }, access);
  }
}
