import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '../../http/page.js';
import { Query } from '../../http/validated.js';
import { Needs } from '../rule.js';
import { AdministrativeActPage, ListAdministrativeActsQuery } from './administrative-act.dto.js';
import { AdministrativeActsService } from './administrative-acts.service.js';

const DESCRIPTION = `Each is written in one transaction with what it tells of: service keys that were made and revoked, and users who were
erased, of whom nothing is told. That a user was exported is in the log of that user.`;

@ApiTags('Access')
@Controller('v1/administrative-acts')
export class AdministrativeActsController {
  constructor(private readonly acts: AdministrativeActsService) {}

  @Get()
  @Needs('admin', 'none')
  @ApiOperation({
    operationId: 'listAdministrativeActs',
    summary: 'See who made and revoked keys and erased users, the latest first',
    description: DESCRIPTION,
  })
  @ApiOkResponse({ type: AdministrativeActPage })
  list(@Query() query: ListAdministrativeActsQuery): Promise<Page> {
    return this.acts.list(query);
  }
}
