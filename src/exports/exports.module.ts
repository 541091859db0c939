import { Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { HealthScoreModule } from '../health-score/health-score.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { UsersModule } from '../users/users.module.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

@Module({
  imports: [UsersModule, PhysicalActivityModule, SleepModule, BloodTestsModule, HealthScoreModule],
  controllers: [ExportsController],
  providers: [ExportsService],
})
export class ExportsModule {}
