import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PopulationModule } from '../population/population.module.js';
import { StoredAnalyte } from './analyte.entity.js';
import { AnalytesController } from './analytes.controller.js';
import { AnalytesService } from './analytes.service.js';
import { BloodTestResult } from './blood-test-result.entity.js';
import { BloodTest } from './blood-test.entity.js';
import { BloodTestsController } from './blood-tests.controller.js';
import { BloodTestsService } from './blood-tests.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([BloodTest, BloodTestResult, StoredAnalyte]), PopulationModule],
  controllers: [BloodTestsController, AnalytesController],
  providers: [BloodTestsService, AnalytesService],
  exports: [BloodTestsService],
})
export class BloodTestsModule {}
