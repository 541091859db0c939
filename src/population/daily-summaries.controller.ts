import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { Page } from '../http/page.js';
import { UserId } from '../http/uuid-param.js';
import { Query } from '../http/validated.js';
import { DailySummariesService } from './daily-summaries.service.js';
import { DailySummaryPage, ListDailySummariesQuery } from './daily-summary.dto.js';

@ApiTags('Daily summaries')
@Controller('v1/users/:userId/daily-summaries')
export class DailySummariesController {
  constructor(private readonly summaries: DailySummariesService) {}

  @Get()
  @Needs('records:read')
  @ApiOperation({
    operationId: 'listDailySummaries',
    summary: 'List local days with their totals and the sources that count, the latest first',
  })
  @ApiOkResponse({ type: DailySummaryPage })
  list(@UserId() userId: string, @Query() query: ListDailySummariesQuery): Promise<Page> {
    return this.summaries.list(userId, query);
  }
}
