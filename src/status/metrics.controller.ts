import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { register } from 'prom-client';
import { Needs } from '../access/rule.js';

/** What the service counts about itself, in the text format of Prometheus. For operators: no part of the API. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  @Get()
  @Needs('metrics:read', 'none')
  @Header('content-type', register.contentType)
  @Header('cache-control', 'no-store')
  find(): Promise<string> {
    return register.metrics();
  }
}
