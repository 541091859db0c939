import { Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiJsonBody } from '../http/api-bodies.js';
import { SECRET } from '../http/resource.js';
import { UserId } from '../http/uuid-param.js';
import { Body } from '../http/validated.js';
import { AskingKey, ThisAccess } from './asking.js';
import type { KeyCaller } from './caller.js';
import type { Access } from './log/access.js';
import { Needs } from './rule.js';
import { USER_TOKEN_EXAMPLES } from './service-key.examples.js';
import { CreateUserToken, UserTokenResponse } from './user-token.dto.js';
import { UserTokensService } from './user-tokens.service.js';

const DESCRIPTION = `With it the user, or the user's device, reaches what is the user's own, and nothing of anybody else. It ends by
itself, and with the service key that made it.`;

@ApiTags('Access')
@Controller('v1/users/:userId/tokens')
export class UserTokensController {
  constructor(private readonly tokens: UserTokensService) {}

  @Post()
  @Needs('users:write', 'none')
  @HttpCode(200)
  @Header('cache-control', SECRET)
  @ApiOperation({ operationId: 'createUserToken', summary: 'Make a token for a user', description: DESCRIPTION })
  @ApiJsonBody(CreateUserToken, USER_TOKEN_EXAMPLES)
  @ApiOkResponse({ type: UserTokenResponse, description: 'The token, this once.' })
  create(
    @AskingKey() key: KeyCaller,
    @UserId() userId: string,
    @Body() body: CreateUserToken,
    @ThisAccess() access: Access,
  ): Promise<UserTokenResponse> {
    return this.tokens.create(key, userId, body, access);
  }
}
