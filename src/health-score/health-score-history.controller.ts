import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { Page } from '../http/page.js';
import { UserId } from '../http/uuid-param.js';
import { Query } from '../http/validated.js';
import { HealthScorePointPage, ListHealthScoreHistoryQuery } from './health-score-history.dto.js';
import { HealthScoreHistoryService } from './health-score-history.service.js';

const DESCRIPTION = `One point a local day, kept when the day is over: the figures of the user then, among the others as they were then.
What is recorded, changed or removed later leaves it as it is. A day without any figure has no point, nor has one at the end of which
the service was not there: nothing is invented afterwards.`;

@ApiTags('Health score')
@Controller('v1/users/:userId/health-score/history')
export class HealthScoreHistoryController {
  constructor(private readonly history: HealthScoreHistoryService) {}

  @Get()
  @Needs('scores:read')
  @ApiOperation({
    operationId: 'listHealthScoreHistory',
    summary: 'List the scores at the ends of past local days, the latest first',
    description: DESCRIPTION,
  })
  @ApiOkResponse({ type: HealthScorePointPage })
  list(@UserId() userId: string, @Query() query: ListHealthScoreHistoryQuery): Promise<Page> {
    return this.history.list(userId, query);
  }
}
