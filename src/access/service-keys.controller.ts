import { Controller, Delete, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiJsonBody } from '../http/api-bodies.js';
import { Page } from '../http/page.js';
import { PageQuery } from '../http/page-query.dto.js';
import { Resource, SECRET } from '../http/resource.js';
import { UuidParam } from '../http/uuid-param.js';
import { Body, Query } from '../http/validated.js';
import { ThisAccess } from './asking.js';
import type { Access } from './log/access.js';
import { Needs } from './rule.js';
import { CreateServiceKey, NewServiceKeyResponse, ServiceKeyPage, ServiceKeyResponse } from './service-key.dto.js';
import { SERVICE_KEY_EXAMPLES } from './service-key.examples.js';
import { ServiceKeysService } from './service-keys.service.js';

const KeyId = (): ParameterDecorator => UuidParam('keyId', 'The service key.');

@ApiTags('Access')
@Controller('v1/service-keys')
export class ServiceKeysController {
  constructor(private readonly keys: ServiceKeysService) {}

  @Post()
  @Needs('admin', 'none')
  @ApiOperation({
    operationId: 'createServiceKey',
    summary: 'Make a key for a backend',
    description: 'The answer tells the key, this once: what is kept of it is a hash.',
  })
  @ApiJsonBody(CreateServiceKey, SERVICE_KEY_EXAMPLES)
  @ApiCreatedResponse({ type: NewServiceKeyResponse })
  create(@ThisAccess() access: Access, @Body() body: CreateServiceKey): Promise<Resource> {
    return this.keys.create(body, access);
  }

  @Get()
  @Needs('admin', 'none')
  @ApiOperation({ operationId: 'listServiceKeys', summary: 'List the keys that are not revoked, the newest first' })
  @ApiOkResponse({ type: ServiceKeyPage })
  list(@Query() query: PageQuery): Promise<Page> {
    return this.keys.list(query);
  }

  @Get(':keyId')
  @Needs('admin', 'none')
  @Header('cache-control', SECRET)
  @ApiOperation({ operationId: 'getServiceKey', summary: 'Get a key, without its secret' })
  @ApiOkResponse({ type: ServiceKeyResponse })
  find(@KeyId() id: string): Promise<ServiceKeyResponse> {
    return this.keys.find(id);
  }

  @Delete(':keyId')
  @HttpCode(204)
  @Needs('admin', 'none')
  @ApiOperation({
    operationId: 'deleteServiceKey',
    summary: 'Revoke a key',
    description: 'It ends at once, with all tokens that were made with it; in other processes of the service within a second.',
  })
  @ApiNoContentResponse()
  remove(@ThisAccess() access: Access, @KeyId() id: string): Promise<void> {
    return this.keys.remove(id, access);
  }
}
