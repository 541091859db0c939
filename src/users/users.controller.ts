import { Controller, Delete, Get, Header, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { AskingKey, ThisAccess } from '../access/asking.js';
import type { KeyCaller } from '../access/caller.js';
import type { Access } from '../access/log/access.js';
import { ApiJsonBody, ApiMergePatch } from '../http/api-bodies.js';
import { IdempotencyKey, IdempotentBy } from '../http/idempotency-key.js';
import { Page } from '../http/page.js';
import { IfMatch, Precondition } from '../http/precondition.js';
import type { Replay } from '../http/replay.js';
import { Resource } from '../http/resource.js';
import { UserId } from '../http/uuid-param.js';
import { Body, Query } from '../http/validated.js';
import { ErasureReceipt } from './erasure.dto.js';
import { CreateUser, ListUsersQuery, UpdateUser, UserPage, UserResponse } from './user.dto.js';
import { USER_EXAMPLES, USER_PATCH_EXAMPLES } from './user.examples.js';
import { UsersService } from './users.service.js';

const ERASURE = `Removes every row of the user, whether recorded or derived, in one transaction, and answers what there was. The statistics
of everybody are then those of a population in which the user never was. With the ETag in \`If-Match\`, nothing is lost that somebody
else has changed meanwhile.`;

@ApiTags('Users')
@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @Needs('users:write', 'none')
  @ApiOperation({
    operationId: 'createUser',
    summary: 'Begin to track a person',
    description: 'The id in the answer is the one under which everything else is recorded.',
  })
  @ApiJsonBody(CreateUser, USER_EXAMPLES)
  @ApiCreatedResponse({ type: UserResponse })
  create(
    @AskingKey() caller: KeyCaller,
    @Body() body: CreateUser,
    @IdempotentBy() key: IdempotencyKey | null,
    @ThisAccess() access: Access,
  ): Promise<Resource | Replay> {
    return this.users.create(body, key && key.of(caller.keyId), access);
  }

  @Get()
  @Needs('users:read', 'none')
  @ApiOperation({ operationId: 'listUsers', summary: 'List users, the newest first' })
  @ApiOkResponse({ type: UserPage })
  list(@Query() query: ListUsersQuery, @ThisAccess() access: Access): Promise<Page> {
    return this.users.list(query, access);
  }

  @Get(':userId')
  @Needs('users:read')
  @ApiOperation({ operationId: 'getUser', summary: 'Get a user' })
  @ApiOkResponse({ type: UserResponse })
  find(@UserId() userId: string): Promise<Resource> {
    return this.users.find(userId);
  }

  @Patch(':userId')
  @Needs('users:write')
  @ApiOperation({ operationId: 'updateUser', summary: 'Change a user by a JSON merge patch' })
  @ApiMergePatch(UpdateUser, USER_PATCH_EXAMPLES)
  @ApiOkResponse({ type: UserResponse })
  update(@UserId() userId: string, @Body() patch: UpdateUser, @IfMatch() precondition: Precondition): Promise<Resource> {
    return this.users.update(userId, patch, precondition);
  }

  @Delete(':userId')
  @Needs('users:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'deleteUser',
    summary: 'Erase a user with everything that is recorded of the user',
    description: ERASURE,
  })
  @ApiOkResponse({ type: ErasureReceipt, description: 'Erased.' })
  remove(@UserId() userId: string, @IfMatch() precondition: Precondition, @ThisAccess() access: Access): Promise<ErasureReceipt> {
    return this.users.remove(userId, precondition, access);
  }
}
