import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, register } from 'prom-client';
import { Needs } from '../access/rule.js';
import { AlwaysAdmitted } from '../http/admission.js';
import { metricsOfAllWorkers } from './worker-metrics.js';

/** What the service counts about itself, in the text format of Prometheus. For operators: no part of the API. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor() {
    if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics();
  }

  @Get()
  @AlwaysAdmitted()
  @Needs('metrics:read', 'none')
  @Header('content-type', register.contentType)
  @Header('cache-control', 'no-store')
  async find(): Promise<string> {
    return (await metricsOfAllWorkers()) ?? register.metrics();
  }
}
