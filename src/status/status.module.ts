import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller.js';
import { StatusController } from './status.controller.js';

@Module({ controllers: [StatusController, MetricsController] })
export class StatusModule {}
