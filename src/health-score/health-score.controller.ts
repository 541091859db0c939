import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { PERSONAL } from '../http/resource.js';
import { UserId } from '../http/uuid-param.js';
import { GetHealthScoreQuery, HealthScore } from './health-score.dto.js';
import { HealthScoreService } from './health-score.service.js';
import { userNamedBy } from './user-named-by.js';

@ApiTags('Health score')
@ApiProblems(400, 404)
@ApiOkResponse({ type: HealthScore })
@Controller()
export class HealthScoreController {
  constructor(private readonly scores: HealthScoreService) {}

  @Get('get_health_score')
  @Header('cache-control', PERSONAL)
  @ApiOperation({ operationId: 'getHealthScore', summary: "A user's score among all the others, explained" })
  findByQuery(@Query() query: GetHealthScoreQuery): Promise<HealthScore> {
    return this.scores.find(userNamedBy(query));
  }

  @Get('v1/users/:userId/health-score')
  @Header('cache-control', PERSONAL)
  @ApiOperation({ operationId: 'getUserHealthScore', summary: "A user's score among all the others, explained" })
  find(@UserId() userId: string): Promise<HealthScore> {
    return this.scores.find(userId);
  }
}
