import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Database } from '../database/database.js';
import { HealthRecordsService } from '../health-records/health-records.service.js';
import { BookkeepingService } from '../population/bookkeeping.service.js';
import { SLEEP_PHRASES } from './sleep-phrases.js';
import type { CreateSleepSession } from './sleep-session.dto.js';
import { SleepSession } from './sleep-session.entity.js';
import { SLEEP_SESSION, type RecordedSleep } from './recorded-sleep.js';

@Injectable()
export class SleepSessionsService extends HealthRecordsService<CreateSleepSession, RecordedSleep> {
  /** How people speak of the metrics that are made of these records. */
  readonly metricPhrases = SLEEP_PHRASES;

  constructor(
    @InjectRepository(SleepSession) repository: Repository<SleepSession>,
    database: Database,
    bookkeeping: BookkeepingService,
  ) {
    super(repository, database, bookkeeping, SLEEP_SESSION);
  }
}
