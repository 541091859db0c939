import { Module, type DynamicModule } from '@nestjs/common';
import { ProbeConnection } from '../database/probe-connection.js';
import { MetricsController } from './metrics.controller.js';
import { PoolMetricsService } from './pool-metrics.service.js';
import { PopulationMetricsService } from './population-metrics.service.js';
import { ReadinessService } from './readiness.service.js';
import { StatusController } from './status.controller.js';
import { REVISION, VersionService } from './version.service.js';

@Module({
  controllers: [StatusController, MetricsController],
  providers: [ProbeConnection, ReadinessService, VersionService, PoolMetricsService, PopulationMetricsService],
})
export class StatusModule {
  static ofBuild(revision: string | null): DynamicModule {
    return { module: StatusModule, providers: [{ provide: REVISION, useValue: revision }] };
  }
}
