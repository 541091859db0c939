import { Controller, Delete, Get, Header, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { BATCH, BatchResult } from '../health-records/batch-result.dto.js';
import { ApiJsonBody, ApiMergePatch } from '../http/api-bodies.js';
import { TakesBatches } from '../http/body-limit.js';
import { IdempotencyKey, IdempotentBy } from '../http/idempotency-key.js';
import { Page } from '../http/page.js';
import { IfMatch, Precondition } from '../http/precondition.js';
import type { Replay } from '../http/replay.js';
import { PERSONAL, Resource } from '../http/resource.js';
import { UserId, UuidParam } from '../http/uuid-param.js';
import { Body, Query } from '../http/validated.js';
import { SleepSessionsService } from './sleep-sessions.service.js';
import {
  CreateSleepSession,
  ListSleepSessionsQuery,
  SleepSessionBatch,
  SleepSessionPage,
  SleepSessionResponse,
  UpdateSleepSession,
} from './sleep-session.dto.js';
import { SLEEP_SESSION_BATCH_EXAMPLES, SLEEP_SESSION_EXAMPLES, SLEEP_SESSION_PATCH_EXAMPLES } from './sleep-session.examples.js';

const SessionId = (): ParameterDecorator => UuidParam('sessionId', 'The sleep session.');

@ApiTags('Sleep sessions')
@Controller('v1/users/:userId/sleep-sessions')
export class SleepSessionsController {
  constructor(private readonly sessions: SleepSessionsService) {}

  @Post()
  @Needs('records:write')
  @ApiOperation({ operationId: 'createSleepSession', summary: 'Record a sleep session' })
  @ApiJsonBody(CreateSleepSession, SLEEP_SESSION_EXAMPLES)
  @ApiCreatedResponse({ type: SleepSessionResponse })
  @ApiOkResponse({ type: SleepSessionResponse, description: 'Its source has reported it before: updated, or unchanged' })
  create(
    @UserId() userId: string,
    @Body() body: CreateSleepSession,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<Resource | Replay> {
    return this.sessions.create(userId, body, key);
  }

  @Post('batch')
  @Needs('records:write')
  @HttpCode(200)
  @Header('cache-control', PERSONAL)
  @TakesBatches()
  @ApiOperation({
    operationId: 'createSleepSessionBatch',
    summary: 'Record up to 1,000 sleep sessions at once',
    description: BATCH,
  })
  @ApiJsonBody(SleepSessionBatch, SLEEP_SESSION_BATCH_EXAMPLES)
  @ApiOkResponse({ type: BatchResult, description: 'What became of each item.' })
  createBatch(
    @UserId() userId: string,
    @Body() batch: SleepSessionBatch,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<BatchResult | Replay> {
    return this.sessions.createBatch(userId, batch, key);
  }

  @Get()
  @Needs('records:read')
  @ApiOperation({ operationId: 'listSleepSessions', summary: 'List sleep sessions, the latest first' })
  @ApiOkResponse({ type: SleepSessionPage })
  list(@UserId() userId: string, @Query() query: ListSleepSessionsQuery): Promise<Page> {
    return this.sessions.list(userId, query);
  }

  @Get(':sessionId')
  @Needs('records:read')
  @ApiOperation({ operationId: 'getSleepSession', summary: 'Get a sleep session' })
  @ApiOkResponse({ type: SleepSessionResponse })
  find(@UserId() userId: string, @SessionId() id: string): Promise<Resource> {
    return this.sessions.find(userId, id);
  }

  @Patch(':sessionId')
  @Needs('records:write')
  @ApiOperation({ operationId: 'updateSleepSession', summary: 'Change a sleep session by a JSON merge patch' })
  @ApiMergePatch(UpdateSleepSession, SLEEP_SESSION_PATCH_EXAMPLES)
  @ApiOkResponse({ type: SleepSessionResponse })
  update(
    @UserId() userId: string,
    @SessionId() id: string,
    @Body() patch: UpdateSleepSession,
    @IfMatch() precondition: Precondition,
  ): Promise<Resource> {
    return this.sessions.update(userId, id, patch, precondition);
  }

  @Delete(':sessionId')
  @Needs('records:write')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteSleepSession', summary: 'Remove a sleep session' })
  @ApiNoContentResponse()
  remove(@UserId() userId: string, @SessionId() id: string, @IfMatch() precondition: Precondition): Promise<void> {
    return this.sessions.remove(userId, id, precondition);
  }
}
