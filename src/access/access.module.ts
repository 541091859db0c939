import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessSettings } from './access-settings.js';
import { Gate } from './gate.js';
import { KeyUses } from './key-uses.js';
import { KnownKeys } from './known-keys.js';
import { AccessLog } from './log/access-log.js';
import { AccessLogController } from './log/access-log.controller.js';
import { AccessLogService } from './log/access-log.service.js';
import { AdministrativeActsController } from './log/administrative-acts.controller.js';
import { AdministrativeActsService } from './log/administrative-acts.service.js';
import { OperatorKeyService } from './operator-key.service.js';
import { RequestLimiters } from './request-limiters.js';
import { ServiceKeysController } from './service-keys.controller.js';
import { ServiceKeysService } from './service-keys.service.js';
import { UserTokensController } from './user-tokens.controller.js';
import { UserTokensService } from './user-tokens.service.js';

/** Lets every module write to the log what has to be there before it is answered. */
@Global()
@Module({
  controllers: [ServiceKeysController, UserTokensController, AccessLogController, AdministrativeActsController],
  providers: [
    AccessLog,
    AccessLogService,
    AdministrativeActsService,
    Gate,
    KeyUses,
    KnownKeys,
    OperatorKeyService,
    RequestLimiters,
    ServiceKeysService,
    UserTokensService,
  ],
  exports: [AccessLogService],
})
export class AccessModule {
  static with(settings: AccessSettings): DynamicModule {
    return { module: AccessModule, providers: [{ provide: AccessSettings, useValue: settings }] };
  }
}
