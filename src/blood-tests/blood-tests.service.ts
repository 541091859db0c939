import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Database } from '../database/database.js';
import { HealthRecordsService, LINE_END } from '../health-records/health-records.service.js';
import { Resource } from '../http/resource.js';
import { BookkeepingService } from '../population/bookkeeping.service.js';
import type { Profile } from '../population/user-state.js';
import type { Part } from '../population/write-statement.js';
import { BLOOD_TEST_PHRASES } from './blood-test-phrases.js';
import { BloodTestResult } from './blood-test-result.entity.js';
import { bloodTestSql } from './blood-test-sql.js';
import type { CreateBloodTest } from './blood-test.dto.js';
import { BloodTest } from './blood-test.entity.js';
import { presentBloodTest } from './presented-blood-test.js';
import { BLOOD_TEST, type RecordedBloodTest } from './recorded-blood-test.js';
import { ResultSql } from './result-sql.js';

@Injectable()
export class BloodTestsService extends HealthRecordsService<CreateBloodTest, RecordedBloodTest> {
  /** How people speak of the metrics that are made of these records. */
  readonly metricPhrases = BLOOD_TEST_PHRASES;

  private readonly results: ResultSql;

  constructor(
    @InjectRepository(BloodTest) tests: Repository<BloodTest>,
    @InjectRepository(BloodTestResult) results: Repository<BloodTestResult>,
    database: Database,
    bookkeeping: BookkeepingService,
  ) {
    super(tests, database, bookkeeping, BLOOD_TEST, bloodTestSql(tests.metadata));
    this.results = new ResultSql(results.metadata);
  }

  /** The reference ranges and interpretations are those of the person's present profile. */
  override async find(userId: string, id: string): Promise<Resource> {
    const { json, version } = await super.find(userId, id);
    return new Resource(json, version, { dependsOnMore: true });
  }

  protected override insertion(tests: readonly RecordedBloodTest[], versions?: readonly number[]): Part[] {
    return [...super.insertion(tests, versions), this.results.put(tests)];
  }

  protected override replacement(tests: readonly RecordedBloodTest[], steps?: readonly number[]): Part[] {
    return [...super.replacement(tests, steps), this.results.put(tests), this.results.dropOthers(tests)];
  }

  protected override present(json: string, profile?: Profile): string {
    return presentBloodTest(json, profile);
  }

  protected override presentLines(lines: string): string {
    return lines
      .split(LINE_END)
      .map((json) => this.present(json))
      .join(LINE_END);
  }
}
