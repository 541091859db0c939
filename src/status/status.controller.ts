import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Public } from '../access/rule.js';
import { Problem } from '../http/problem.js';
import { Status } from './status.dto.js';

const OK: Status = { status: 'ok' };

@ApiTags('Status')
@Controller('health')
export class StatusController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('live')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Whether the process runs',
    description: 'Says nothing of the database: a database that is away is no reason to end every process.',
  })
  @ApiOkResponse({ type: Status })
  live(): Status {
    return OK;
  }

  @Get('ready')
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Whether the service can answer',
    description: 'It can when its database answers; else this is 503.',
  })
  @ApiOkResponse({ type: Status })
  async ready(): Promise<Status> {
    await this.dataSource.query('SELECT 1').catch(() => {
      throw Problem.unavailable();
    });
    return OK;
  }
}
