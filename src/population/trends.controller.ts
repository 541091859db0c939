import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { Page } from '../http/page.js';
import { UserId } from '../http/uuid-param.js';
import { Query } from '../http/validated.js';
import { ListTrendsQuery, TrendPage } from './trend.dto.js';
import { TrendsService } from './trends.service.js';

@ApiTags('Trends')
@Controller('v1/users/:userId/trends')
export class TrendsController {
  constructor(private readonly trends: TrendsService) {}

  @Get()
  @Needs('records:read')
  @ApiOperation({
    operationId: 'listTrends',
    summary: 'List weeks or months with the mean of their days, the latest first',
    description:
      'Over three years (1,096 days) at most. Without `to` it ends today, by the user’s own local date; without `from` it goes ' +
      'over the twelve weeks or months up to its end.',
  })
  @ApiOkResponse({ type: TrendPage })
  list(@UserId() userId: string, @Query() query: ListTrendsQuery): Promise<Page> {
    return this.trends.list(userId, query);
  }
}
