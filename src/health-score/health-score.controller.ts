import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { PERSONAL } from '../http/resource.js';
import { UserId } from '../http/uuid-param.js';
import { Query } from '../http/validated.js';
import { DISCLAIMER, GetHealthScoreQuery, HealthScore } from './health-score.dto.js';
import { HEALTH_SCORE_EXAMPLE } from './health-score.example.js';
import { HealthScoreService } from './health-score.service.js';
import { userNamedBy } from './user-named-by.js';

const SUMMARY = "A user's score among all the others, explained";
const DESCRIPTION = `Computed now from what is recorded: each metric as the user has it, how the others have it, and the points that makes. ${DISCLAIMER}`;

@ApiTags('Health score')
@Controller()
export class HealthScoreController {
  constructor(private readonly scores: HealthScoreService) {}

  @Get('get_health_score')
  @Needs('scores:read')
  @Header('cache-control', PERSONAL)
  @ApiOperation({ operationId: 'getHealthScore', summary: SUMMARY, description: DESCRIPTION })
  @ApiOkResponse({ type: HealthScore, example: HEALTH_SCORE_EXAMPLE })
  findByQuery(@Query() query: GetHealthScoreQuery): Promise<HealthScore> {
    return this.scores.find(userNamedBy(query));
  }

  @Get('v1/users/:userId/health-score')
  @Needs('scores:read')
  @Header('cache-control', PERSONAL)
  @ApiOperation({
    operationId: 'getUserHealthScore',
    summary: SUMMARY,
    description: `The same as \`GET /get_health_score\`. ${DESCRIPTION}`,
  })
  @ApiOkResponse({ type: HealthScore, example: HEALTH_SCORE_EXAMPLE })
  find(@UserId() userId: string): Promise<HealthScore> {
    return this.scores.find(userId);
  }
}
