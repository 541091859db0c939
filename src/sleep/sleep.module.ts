import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PopulationModule } from '../population/population.module.js';
import { SleepSessionsController } from './sleep-sessions.controller.js';
import { SleepSessionsService } from './sleep-sessions.service.js';
import { SleepSession } from './sleep-session.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([SleepSession]), PopulationModule],
  controllers: [SleepSessionsController],
  providers: [SleepSessionsService],
  exports: [SleepSessionsService],
})
export class SleepModule {}
