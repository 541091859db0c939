import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { Page } from '../http/page.js';
import { Query } from '../http/validated.js';
import { GetPopulationStatisticsQuery, PopulationStatistics } from './population-statistics.dto.js';
import { PopulationStatisticsService } from './population-statistics.service.js';

@ApiTags('Population')
@Controller('v1/population/statistics')
export class PopulationStatisticsController {
  constructor(private readonly statistics: PopulationStatisticsService) {}

  @Get()
  @Needs('population:read', 'any')
  @ApiOperation({
    operationId: 'getPopulationStatistics',
    summary: 'How the metrics of the score are distributed, by cohort',
    description:
      'Nothing is told of fewer than eleven people, nor a quantile with fewer than eleven on either side. Numbers of people are ' +
      'rounded to five, all else not finer than the standard error of the mean, so that subtracting one cohort from another tells ' +
      'nothing about a person.',
  })
  @ApiOkResponse({ type: PopulationStatistics })
  find(@Query() query: GetPopulationStatisticsQuery): Promise<Page> {
    return this.statistics.find(query);
  }
}
