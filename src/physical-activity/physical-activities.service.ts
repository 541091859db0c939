import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Database } from '../database/database.js';
import { HealthRecordsService } from '../health-records/health-records.service.js';
import { BookkeepingService } from '../population/bookkeeping.service.js';
import { ACTIVITY_PHRASES } from './activity-phrases.js';
import type { CreatePhysicalActivity } from './physical-activity.dto.js';
import { PhysicalActivity } from './physical-activity.entity.js';
import { PHYSICAL_ACTIVITY, type RecordedActivity } from './recorded-activity.js';

@Injectable()
export class PhysicalActivitiesService extends HealthRecordsService<CreatePhysicalActivity, RecordedActivity> {
  /** How people speak of the metrics that are made of these records. */
  readonly metricPhrases = ACTIVITY_PHRASES;

  constructor(
    @InjectRepository(PhysicalActivity) repository: Repository<PhysicalActivity>,
    database: Database,
    bookkeeping: BookkeepingService,
  ) {
    super(repository, database, bookkeeping, PHYSICAL_ACTIVITY);
  }
}
