import { Controller, Get, Header, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Asking, ThisAccess } from '../../access/asking.js';
import type { Caller } from '../../access/caller.js';
import type { Access } from '../../access/log/access.js';
import { Needs } from '../../access/rule.js';
import { AlwaysAdmitted } from '../../http/admission.js';
import { IdempotencyKey, IdempotentBy } from '../../http/idempotency-key.js';
import type { Replay } from '../../http/replay.js';
import { Resource } from '../../http/resource.js';
import { UuidParam } from '../../http/uuid-param.js';
import { ImportJobResponse } from './import-job.dto.js';
import { JobsService } from './jobs.service.js';

const JobId = (): ParameterDecorator => UuidParam('jobId', 'The job.');

const EVENTS = `Server-sent events: \`progress\` with the job whenever it got further, \`end\` with the job when it is over, after which the
stream ends. A connection that broke can be made again; nothing has been missed.`;

const ERRORS = `A JSON object a line: first every rejected entry with its place in the file (\`place\`), \`code\`, \`detail\` and, for a record
that was refused, all \`errors\` with pointers into it; then the reasons for which entries were skipped, with their number.`;

const CANCEL = `Ends a job that is waiting or running. What it has written until then stays. An \`atomic\` import that has been checked is
written as a whole, and cannot be cancelled any more: 409, as for a job that is over.`;

@ApiTags('Imports')
@Controller('v1/jobs/:jobId')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @Needs('records:read', 'any')
  @ApiOperation({ operationId: 'getJob', summary: 'See how far an import is', description: 'Its report adds up at any time.' })
  @ApiOkResponse({ type: ImportJobResponse })
  find(@Asking() caller: Caller, @JobId() id: string, @ThisAccess() access: Access): Promise<Resource> {
    return this.jobs.find(caller, id, access);
  }

  @Get('events')
  @AlwaysAdmitted()
  @Needs('records:read', 'any')
  @Header('cache-control', 'no-store')
  @Header('x-accel-buffering', 'no')
  @ApiOperation({ operationId: 'listJobEvents', summary: 'Follow an import', description: EVENTS })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string', maxLength: Number.MAX_SAFE_INTEGER }, description: 'The events.' })
  events(@Asking() caller: Caller, @JobId() id: string, @ThisAccess() access: Access): Promise<StreamableFile> {
    return this.jobs.events(caller, id, access);
  }

  @Get('errors')
  @Needs('records:read', 'any')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'listJobErrors', summary: 'See what could not be imported', description: ERRORS })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string', maxLength: Number.MAX_SAFE_INTEGER }, description: 'The lines.' })
  errors(@Asking() caller: Caller, @JobId() id: string, @ThisAccess() access: Access): Promise<StreamableFile> {
    return this.jobs.errors(caller, id, access);
  }

  @Post('cancel')
  @Needs('records:write', 'any')
  @HttpCode(200)
  @ApiOperation({ operationId: 'cancelJob', summary: 'Cancel an import', description: CANCEL })
  @ApiOkResponse({ type: ImportJobResponse, description: 'It is cancelled, now or before.' })
  cancel(
    @Asking() caller: Caller,
    @JobId() id: string,
    @IdempotentBy() key: IdempotencyKey | null,
    @ThisAccess() access: Access,
  ): Promise<Resource | Replay> {
    return this.jobs.cancel(caller, id, key, access);
  }
}
