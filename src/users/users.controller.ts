import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/api-problems.js';
import { Page } from '../http/page.js';
import { IfMatch, Precondition } from '../http/precondition.js';
import { Resource } from '../http/resource.js';
import { UserId } from '../http/uuid-param.js';
import { CreateUser, ListUsersQuery, UpdateUser, UserPage, UserResponse } from './user.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('Users')
@ApiProblems(400)
@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @ApiOperation({ operationId: 'createUser', summary: 'Begin to track a person' })
  @ApiCreatedResponse({ type: UserResponse })
  @ApiProblems(413, 415, 422)
  create(@Body() body: CreateUser): Promise<Resource> {
    return this.users.create(body);
  }

  @Get()
  @ApiOperation({ operationId: 'listUsers', summary: 'List users, the newest first' })
  @ApiOkResponse({ type: UserPage })
  list(@Query() query: ListUsersQuery): Promise<Page> {
    return this.users.list(query);
  }

  @Get(':userId')
  @ApiOperation({ operationId: 'getUser', summary: 'Get a user' })
  @ApiOkResponse({ type: UserResponse })
  @ApiProblems(404)
  find(@UserId() userId: string): Promise<Resource> {
    return this.users.find(userId);
  }

  @Patch(':userId')
  @ApiOperation({ operationId: 'updateUser', summary: 'Change a user by a JSON merge patch' })
  @ApiConsumes('application/merge-patch+json', 'application/json')
  @ApiOkResponse({ type: UserResponse })
  @ApiProblems(404, 412, 413, 415, 422)
  update(@UserId() userId: string, @Body() patch: UpdateUser, @IfMatch() precondition: Precondition): Promise<Resource> {
    return this.users.update(userId, patch, precondition);
  }

  @Delete(':userId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteUser', summary: 'Remove a user with everything that is recorded of the user' })
  @ApiNoContentResponse()
  @ApiProblems(404, 412)
  remove(@UserId() userId: string, @IfMatch() precondition: Precondition): Promise<void> {
    return this.users.remove(userId, precondition);
  }
}
