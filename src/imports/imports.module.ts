import { type DynamicModule, Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { PopulationModule } from '../population/population.module.js';
import { UsersModule } from '../users/users.module.js';
import { ImportQueue } from './jobs/import-queue.js';
import { ImportRunner } from './jobs/import-runner.service.js';
import { ImportWork } from './jobs/import-work.js';
import { ImportsController } from './jobs/imports.controller.js';
import { ImportsService } from './jobs/imports.service.js';
import { JobsController } from './jobs/jobs.controller.js';
import { JobsService } from './jobs/jobs.service.js';
import { PastImports } from './jobs/past-imports.js';
import { ImportSettings } from './jobs/import-settings.js';
import { Spool } from './jobs/spool.js';

@Module({
  imports: [PopulationModule, UsersModule, PhysicalActivityModule, SleepModule, BloodTestsModule],
  controllers: [ImportsController, JobsController],
  providers: [ImportsService, JobsService, ImportQueue, ImportRunner, ImportWork, PastImports, Spool],
})
export class ImportsModule {
  static with(settings: ImportSettings): DynamicModule {
    return { module: ImportsModule, providers: [{ provide: ImportSettings, useValue: settings }] };
  }
}
