import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccessModule } from './access/access.module.js';
import { AccessSettings } from './access/access-settings.js';
import { AuditModule } from './audit/audit.module.js';
import { BloodTestsModule } from './blood-tests/blood-tests.module.js';
import type { DatabaseSettings } from './database/data-source.js';
import { DatabaseProblemFilter } from './database/database-problem.filter.js';
import { DatabaseModule } from './database/database.module.js';
import { DemoModule } from './demo/demo.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { DEFAULT_IMPORT_SETTINGS, type ImportSettings } from './imports/jobs/import-settings.js';
import { ExportsModule } from './exports/exports.module.js';
import { HealthScoreModule } from './health-score/health-score.module.js';
import { PhysicalActivityModule } from './physical-activity/physical-activity.module.js';
import { SleepModule } from './sleep/sleep.module.js';
import { StatusModule } from './status/status.module.js';
import { UsersModule } from './users/users.module.js';

/** The whole house on one page. */
@Module({
  imports: [
    UsersModule,
    PhysicalActivityModule,
    SleepModule,
    BloodTestsModule,
    HealthScoreModule,
    AuditModule,
    ExportsModule,
    DemoModule,
  ],
  providers: [{ provide: APP_FILTER, useClass: DatabaseProblemFilter }],
})
export class AppModule {
  /** `revision` is the name of this build, where it has one. */
  static connectedTo(
    settings: DatabaseSettings,
    access = new AccessSettings(),
    revision: string | null = null,
    files: ImportSettings = DEFAULT_IMPORT_SETTINGS,
  ): DynamicModule {
    const imports = [
      DatabaseModule.connectedTo(settings),
      AccessModule.with(access),
      StatusModule.ofBuild(revision),
      ImportsModule.with(files),
    ];
    return { module: AppModule, imports };
  }
}
