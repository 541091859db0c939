import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { PageQuery } from '../http/page-query.dto.js';
import { Page } from '../http/page.js';
import { Query } from '../http/validated.js';
import { AnalytePage, AnalyteResponse } from './analyte.dto.js';
import { AnalytesService } from './analytes.service.js';

/** The catalogue is the same for everybody. */
@ApiTags('Analytes')
@Controller('v1/analytes')
export class AnalytesController {
  constructor(private readonly analytes: AnalytesService) {}

  @Get()
  @Needs('records:read', 'any')
  @ApiOperation({ operationId: 'listAnalytes', summary: 'List the analytes that blood tests can report, by code' })
  @ApiOkResponse({ type: AnalytePage })
  list(@Query() query: PageQuery): Page {
    return this.analytes.list(query);
  }

  @Get(':code')
  @Needs('records:read', 'any')
  @ApiOperation({
    operationId: 'getAnalyte',
    summary: 'Get an analyte: its units, LOINC codes and reference ranges',
    description: 'The catalogue is the same for everybody, and changes only with the service.',
  })
  @ApiParam({ name: 'code', schema: { type: 'string', maxLength: 64, example: 'hba1c' } })
  @ApiOkResponse({ type: AnalyteResponse })
  find(@Param('code') code: string): AnalyteResponse {
    return this.analytes.find(code);
  }
}
