import { Controller, Delete, Get, Header, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { BATCH, BatchResult } from '../health-records/batch-result.dto.js';
import { ApiJsonBody, ApiMergePatch } from '../http/api-bodies.js';
import { TakesBatches } from '../http/body-limit.js';
import { IdempotencyKey, IdempotentBy } from '../http/idempotency-key.js';
import { Page } from '../http/page.js';
import { IfMatch, Precondition } from '../http/precondition.js';
import type { Replay } from '../http/replay.js';
import { PERSONAL, Resource } from '../http/resource.js';
import { UserId, UuidParam } from '../http/uuid-param.js';
import { Body, Query } from '../http/validated.js';
import { reportsAnyOf } from './blood-test-sql.js';
import {
  BloodTestBatch,
  BloodTestPage,
  BloodTestResponse,
  CreateBloodTest,
  ListBloodTestsQuery,
  UpdateBloodTest,
} from './blood-test.dto.js';
import { BLOOD_TEST_BATCH_EXAMPLES, BLOOD_TEST_EXAMPLES, BLOOD_TEST_PATCH_EXAMPLES } from './blood-test.examples.js';
import { BloodTestsService } from './blood-tests.service.js';

const BloodTestId = (): ParameterDecorator => UuidParam('bloodTestId', 'The blood test.');

@ApiTags('Blood tests')
@Controller('v1/users/:userId/blood-tests')
export class BloodTestsController {
  constructor(private readonly bloodTests: BloodTestsService) {}

  @Post()
  @Needs('records:write')
  @ApiOperation({ operationId: 'createBloodTest', summary: 'Record a blood test with its results' })
  @ApiJsonBody(CreateBloodTest, BLOOD_TEST_EXAMPLES)
  @ApiCreatedResponse({ type: BloodTestResponse })
  @ApiOkResponse({ type: BloodTestResponse, description: 'Its source has reported it before: updated, or unchanged' })
  create(
    @UserId() userId: string,
    @Body() body: CreateBloodTest,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<Resource | Replay> {
    return this.bloodTests.create(userId, body, key);
  }

  @Post('batch')
  @Needs('records:write')
  @HttpCode(200)
  @Header('cache-control', PERSONAL)
  @TakesBatches()
  @ApiOperation({ operationId: 'createBloodTestBatch', summary: 'Record up to 1,000 blood tests at once', description: BATCH })
  @ApiJsonBody(BloodTestBatch, BLOOD_TEST_BATCH_EXAMPLES)
  @ApiOkResponse({ type: BatchResult, description: 'What became of each item.' })
  createBatch(
    @UserId() userId: string,
    @Body() batch: BloodTestBatch,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<BatchResult | Replay> {
    return this.bloodTests.createBatch(userId, batch, key);
  }

  @Get()
  @Needs('records:read')
  @ApiOperation({ operationId: 'listBloodTests', summary: 'List blood tests, the latest first' })
  @ApiOkResponse({ type: BloodTestPage })
  list(@UserId() userId: string, @Query() query: ListBloodTestsQuery): Promise<Page> {
    return this.bloodTests.list(userId, query, reportsAnyOf(query.analyte));
  }

  @Get(':bloodTestId')
  @Needs('records:read')
  @ApiOperation({
    operationId: 'getBloodTest',
    summary: 'Get a blood test with its results',
    description:
      'Its ETag is the version, for `If-Match`. What the results mean depends on the person as well, so it is answered whole each time.',
  })
  @ApiOkResponse({ type: BloodTestResponse })
  find(@UserId() userId: string, @BloodTestId() id: string): Promise<Resource> {
    return this.bloodTests.find(userId, id);
  }

  @Patch(':bloodTestId')
  @Needs('records:write')
  @ApiOperation({ operationId: 'updateBloodTest', summary: 'Change a blood test by a JSON merge patch' })
  @ApiMergePatch(UpdateBloodTest, BLOOD_TEST_PATCH_EXAMPLES)
  @ApiOkResponse({ type: BloodTestResponse })
  update(
    @UserId() userId: string,
    @BloodTestId() id: string,
    @Body() patch: UpdateBloodTest,
    @IfMatch() precondition: Precondition,
  ): Promise<Resource> {
    return this.bloodTests.update(userId, id, patch, precondition);
  }

  @Delete(':bloodTestId')
  @Needs('records:write')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteBloodTest', summary: 'Remove a blood test with its results' })
  @ApiNoContentResponse()
  remove(@UserId() userId: string, @BloodTestId() id: string, @IfMatch() precondition: Precondition): Promise<void> {
    return this.bloodTests.remove(userId, id, precondition);
  }
}
