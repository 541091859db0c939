import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isOneOf } from '../health-records/list-conditions.js';
import { ApiProblems } from '../http/api-problems.js';
import { Page } from '../http/page.js';
import { IfMatch, Precondition } from '../http/precondition.js';
import { Resource } from '../http/resource.js';
import { UserId, UuidParam } from '../http/uuid-param.js';
import { PhysicalActivitiesService } from './physical-activities.service.js';
import {
  CreatePhysicalActivity,
  ListPhysicalActivitiesQuery,
  PhysicalActivityPage,
  PhysicalActivityResponse,
  UpdatePhysicalActivity,
} from './physical-activity.dto.js';

const ActivityId = (): ParameterDecorator => UuidParam('activityId', 'The physical activity.');

@ApiTags('Physical activities')
@ApiProblems(400, 404)
@Controller('v1/users/:userId/physical-activities')
export class PhysicalActivitiesController {
  constructor(private readonly activities: PhysicalActivitiesService) {}

  @Post()
  @ApiOperation({ operationId: 'createPhysicalActivity', summary: 'Record a physical activity' })
  @ApiCreatedResponse({ type: PhysicalActivityResponse })
  @ApiOkResponse({ type: PhysicalActivityResponse, description: 'Its source has reported it before: updated, or unchanged' })
  @ApiProblems(413, 415, 422)
  create(@UserId() userId: string, @Body() body: CreatePhysicalActivity): Promise<Resource> {
    return this.activities.create(userId, body);
  }

  @Get()
  @ApiOperation({ operationId: 'listPhysicalActivities', summary: 'List physical activities, the latest first' })
  @ApiOkResponse({ type: PhysicalActivityPage })
  list(@UserId() userId: string, @Query() query: ListPhysicalActivitiesQuery): Promise<Page> {
    return this.activities.list(userId, query, isOneOf('type', query.type));
  }

  @Get(':activityId')
  @ApiOperation({ operationId: 'getPhysicalActivity', summary: 'Get a physical activity' })
  @ApiOkResponse({ type: PhysicalActivityResponse })
  find(@UserId() userId: string, @ActivityId() id: string): Promise<Resource> {
    return this.activities.find(userId, id);
  }

  @Patch(':activityId')
  @ApiOperation({ operationId: 'updatePhysicalActivity', summary: 'Change a physical activity by a JSON merge patch' })
  @ApiConsumes('application/merge-patch+json', 'application/json')
  @ApiOkResponse({ type: PhysicalActivityResponse })
  @ApiProblems(412, 413, 415, 422)
  update(
    @UserId() userId: string,
    @ActivityId() id: string,
    @Body() patch: UpdatePhysicalActivity,
    @IfMatch() precondition: Precondition,
  ): Promise<Resource> {
    return this.activities.update(userId, id, patch, precondition);
  }

  @Delete(':activityId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deletePhysicalActivity', summary: 'Remove a physical activity' })
  @ApiNoContentResponse()
  @ApiProblems(412)
  remove(@UserId() userId: string, @ActivityId() id: string, @IfMatch() precondition: Precondition): Promise<void> {
    return this.activities.remove(userId, id, precondition);
  }
}
