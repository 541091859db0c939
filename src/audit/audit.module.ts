import { Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { AuditService } from './audit.service.js';

@Module({
  imports: [PhysicalActivityModule, SleepModule, BloodTestsModule],
  providers: [AuditService],
  exports: [AuditService],
})
export class AuditModule {}
