import { type DynamicModule, Module } from '@nestjs/common';
import { AccessSettings } from './access-settings.js';
import { Gate } from './gate.js';
import { KeyUses } from './key-uses.js';
import { KnownKeys } from './known-keys.js';
import { OperatorKeyService } from './operator-key.service.js';
import { RequestLimiters } from './request-limiters.js';
import { ServiceKeysController } from './service-keys.controller.js';
import { ServiceKeysService } from './service-keys.service.js';
import { UserTokensController } from './user-tokens.controller.js';
import { UserTokensService } from './user-tokens.service.js';

@Module({
  controllers: [ServiceKeysController, UserTokensController],
  providers: [Gate, KeyUses, KnownKeys, OperatorKeyService, RequestLimiters, ServiceKeysService, UserTokensService],
})
export class AccessModule {
  static with(settings: AccessSettings): DynamicModule {
    return { module: AccessModule, providers: [{ provide: AccessSettings, useValue: settings }] };
  }
}
