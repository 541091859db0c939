import { Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { AuditService } from './audit.service.js';
import { BooksService } from './books.service.js';
import { RepairService } from './repair.service.js';
import { SampledAuditService } from './sampled-audit.service.js';

@Module({
  imports: [PhysicalActivityModule, SleepModule, BloodTestsModule],
  providers: [BooksService, AuditService, SampledAuditService, RepairService],
  exports: [AuditService, SampledAuditService, RepairService],
})
export class AuditModule {}
