import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../access/rule.js';
import { AlwaysAdmitted } from '../../http/admission.js';
import { type BodyStream, StreamedBody } from '../../http/body-stream.js';
import { IdempotencyKey, IdempotentBy } from '../../http/idempotency-key.js';
import { Page } from '../../http/page.js';
import type { Replay } from '../../http/replay.js';
import { Resource } from '../../http/resource.js';
import { UserId } from '../../http/uuid-param.js';
import { Query } from '../../http/validated.js';
import { IMPORT_FORMATS } from '../import-formats.js';
import { CreateImportQuery, ImportJobPage, ImportJobResponse, ListImportsQuery } from './import-job.dto.js';
import { ImportsService } from './imports.service.js';

const DESCRIPTION = `The body is the file itself, as long as it may be, also with \`Content-Encoding: gzip\`. The answer comes when all of
it has arrived, as slowly as it may; the records follow in the background, and the job at \`Location\` says how far it is. A file may be sent again, or a longer
one of the same source: what is known already is left as it is.`;

const ANY_TYPE = 'application/octet-stream';

@ApiTags('Imports')
@Controller('v1/users/:userId/imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Post()
  @HttpCode(202)
  @Needs('records:write')
  @AlwaysAdmitted()
  @ApiOperation({ operationId: 'createImport', summary: 'Import a file of records', description: DESCRIPTION })
  @ApiConsumes(ANY_TYPE, ...new Set(IMPORT_FORMATS.flatMap(({ mediaTypes }) => mediaTypes)))
  @ApiBody({ schema: { type: 'string', format: 'binary', maxLength: Number.MAX_SAFE_INTEGER } })
  @ApiAcceptedResponse({ type: ImportJobResponse, description: 'The file is here; the import begins.' })
  create(
    @UserId() userId: string,
    @Query() query: CreateImportQuery,
    @StreamedBody() body: BodyStream,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<Resource | Replay> {
    return this.imports.create(userId, query, body, key);
  }

  @Get()
  @Needs('records:read')
  @ApiOperation({ operationId: 'listImports', summary: 'List imports, the latest first' })
  @ApiOkResponse({ type: ImportJobPage })
  list(@UserId() userId: string, @Query() query: ListImportsQuery): Promise<Page> {
    return this.imports.list(userId, query);
  }
}
