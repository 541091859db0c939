import { Controller, Delete, Get, Header, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { BATCH, BatchResult } from '../health-records/batch-result.dto.js';
import { isOneOf } from '../health-records/list-conditions.js';
import { ApiJsonBody, ApiMergePatch } from '../http/api-bodies.js';
import { TakesBatches } from '../http/body-limit.js';
import { IdempotencyKey, IdempotentBy } from '../http/idempotency-key.js';
import { Page } from '../http/page.js';
import { IfMatch, Precondition } from '../http/precondition.js';
import type { Replay } from '../http/replay.js';
import { PERSONAL, Resource } from '../http/resource.js';
import { UserId, UuidParam } from '../http/uuid-param.js';
import { Body, Query } from '../http/validated.js';
import { PhysicalActivitiesService } from './physical-activities.service.js';
import {
  CreatePhysicalActivity,
  ListPhysicalActivitiesQuery,
  PhysicalActivityBatch,
  PhysicalActivityPage,
  PhysicalActivityResponse,
  UpdatePhysicalActivity,
} from './physical-activity.dto.js';
import {
  PHYSICAL_ACTIVITY_BATCH_EXAMPLES,
  PHYSICAL_ACTIVITY_EXAMPLES,
  PHYSICAL_ACTIVITY_PATCH_EXAMPLES,
} from './physical-activity.examples.js';

const ActivityId = (): ParameterDecorator => UuidParam('activityId', 'The physical activity.');

@ApiTags('Physical activities')
@Controller('v1/users/:userId/physical-activities')
export class PhysicalActivitiesController {
  constructor(private readonly activities: PhysicalActivitiesService) {}

  @Post()
  @Needs('records:write')
  @ApiOperation({ operationId: 'createPhysicalActivity', summary: 'Record a physical activity' })
  @ApiJsonBody(CreatePhysicalActivity, PHYSICAL_ACTIVITY_EXAMPLES)
  @ApiCreatedResponse({ type: PhysicalActivityResponse })
  @ApiOkResponse({ type: PhysicalActivityResponse, description: 'Its source has reported it before: updated, or unchanged' })
  create(
    @UserId() userId: string,
    @Body() body: CreatePhysicalActivity,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<Resource | Replay> {
    return this.activities.create(userId, body, key);
  }

  @Post('batch')
  @Needs('records:write')
  @HttpCode(200)
  @Header('cache-control', PERSONAL)
  @TakesBatches()
  @ApiOperation({
    operationId: 'createPhysicalActivityBatch',
    summary: 'Record up to 1,000 physical activities at once',
    description: BATCH,
  })
  @ApiJsonBody(PhysicalActivityBatch, PHYSICAL_ACTIVITY_BATCH_EXAMPLES)
  @ApiOkResponse({ type: BatchResult, description: 'What became of each item.' })
  createBatch(
    @UserId() userId: string,
    @Body() batch: PhysicalActivityBatch,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<BatchResult | Replay> {
    return this.activities.createBatch(userId, batch, key);
  }

  @Get()
  @Needs('records:read')
  @ApiOperation({ operationId: 'listPhysicalActivities', summary: 'List physical activities, the latest first' })
  @ApiOkResponse({ type: PhysicalActivityPage })
  list(@UserId() userId: string, @Query() query: ListPhysicalActivitiesQuery): Promise<Page> {
    return this.activities.list(userId, query, isOneOf('type', query.type));
  }

  @Get(':activityId')
  @Needs('records:read')
  @ApiOperation({ operationId: 'getPhysicalActivity', summary: 'Get a physical activity' })
  @ApiOkResponse({ type: PhysicalActivityResponse })
  find(@UserId() userId: string, @ActivityId() id: string): Promise<Resource> {
    return this.activities.find(userId, id);
  }

  @Patch(':activityId')
  @Needs('records:write')
  @ApiOperation({ operationId: 'updatePhysicalActivity', summary: 'Change a physical activity by a JSON merge patch' })
  @ApiMergePatch(UpdatePhysicalActivity, PHYSICAL_ACTIVITY_PATCH_EXAMPLES)
  @ApiOkResponse({ type: PhysicalActivityResponse })
  update(
    @UserId() userId: string,
    @ActivityId() id: string,
    @Body() patch: UpdatePhysicalActivity,
    @IfMatch() precondition: Precondition,
  ): Promise<Resource> {
    return this.activities.update(userId, id, patch, precondition);
  }

  @Delete(':activityId')
  @Needs('records:write')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deletePhysicalActivity', summary: 'Remove a physical activity' })
  @ApiNoContentResponse()
  remove(@UserId() userId: string, @ActivityId() id: string, @IfMatch() precondition: Precondition): Promise<void> {
    return this.activities.remove(userId, id, precondition);
  }
}
