import { Column, Entity } from 'typeorm';
import { HealthRecord } from '../health-records/health-record.entity.js';

@Entity('blood_tests')
export class BloodTest extends HealthRecord {
  @Column('timestamptz') collectedAt: Date;
  @Column('boolean', { nullable: true }) fasting: boolean | null;
  @Column('text', { nullable: true }) laboratory: string | null;
}
