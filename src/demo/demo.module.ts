import { Module } from '@nestjs/common';
import { BloodTestsModule } from '../blood-tests/blood-tests.module.js';
import { PhysicalActivityModule } from '../physical-activity/physical-activity.module.js';
import { SleepModule } from '../sleep/sleep.module.js';
import { PopulationModule } from '../population/population.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [PopulationModule, UsersModule, PhysicalActivityModule, SleepModule, BloodTestsModule],
  providers: [DemoService],
})
export class DemoModule {}
