import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { HealthRecordsService } from '../health-records/health-records.service.js';
import { BookkeepingService } from '../population/bookkeeping.service.js';
import type { CreateSleepSession } from './sleep-session.dto.js';
import { SleepSession } from './sleep-session.entity.js';
import { SLEEP_SESSION, type RecordedSleep } from './recorded-sleep.js';

@Injectable()
export class SleepSessionsService extends HealthRecordsService<CreateSleepSession, RecordedSleep> {
  constructor(@InjectRepository(SleepSession) repository: Repository<SleepSession>, bookkeeping: BookkeepingService) {
    super(repository, bookkeeping, SLEEP_SESSION);
  }
}
