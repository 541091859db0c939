import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PopulationModule } from '../population/population.module.js';
import { PhysicalActivitiesController } from './physical-activities.controller.js';
import { PhysicalActivitiesService } from './physical-activities.service.js';
import { PhysicalActivity } from './physical-activity.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([PhysicalActivity]), PopulationModule],
  controllers: [PhysicalActivitiesController],
  providers: [PhysicalActivitiesService],
  exports: [PhysicalActivitiesService],
})
export class PhysicalActivityModule {}
