import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../access/rule.js';
import { AlwaysAdmitted } from '../http/admission.js';
import { ReadinessService } from './readiness.service.js';
import { Status, Version } from './status.dto.js';
import { VersionService } from './version.service.js';

const OK: Status = { status: 'ok' };

@ApiTags('Status')
@Controller()
export class StatusController {
  constructor(
    private readonly readiness: ReadinessService,
    private readonly version: VersionService,
  ) {}

  @Get('health/live')
  @AlwaysAdmitted()
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

  @Get('health/ready')
  @AlwaysAdmitted()
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Whether requests should be sent here',
    description: [
      'They should when the database answers within a second, its tables are those of the program, and the process is not about to',
      'end; else this is 503, whose `detail` says which. The database is asked every two seconds at most.',
    ].join(' '),
  })
  @ApiOkResponse({ type: Status })
  async ready(): Promise<Status> {
    await this.readiness.check();
    return OK;
  }

  @Get('version')
  @AlwaysAdmitted()
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'getVersion',
    summary: 'Which program answers',
    description: 'Its release and build, how it computes scores, and the newest tables that it knows.',
  })
  @ApiOkResponse({ type: Version })
  find(): Version {
    return this.version.find();
  }
}
