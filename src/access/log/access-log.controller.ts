import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '../../http/page.js';
import { UserId } from '../../http/uuid-param.js';
import { Query } from '../../http/validated.js';
import { Needs } from '../rule.js';
import { AccessLogPage, ListAccessLogQuery } from './access-log.dto.js';
import { AccessLogService } from './access-log.service.js';

const DESCRIPTION = `Every request that was let in and was about this user: whose credentials it had, what it asked for and when, and nothing of
the data. An access is told some two seconds after its answer, at the latest. What was refused is not here.`;

@ApiTags('Access')
@Controller('v1/users/:userId/access-log')
export class AccessLogController {
  constructor(private readonly log: AccessLogService) {}

  @Get()
  @Needs('users:read')
  @ApiOperation({
    operationId: 'listAccessLogEntries',
    summary: 'See who did what with a user’s data, the latest first',
    description: DESCRIPTION,
  })
  @ApiOkResponse({ type: AccessLogPage })
  list(@UserId() userId: string, @Query() query: ListAccessLogQuery): Promise<Page> {
    return this.log.list(userId, query);
  }
}
