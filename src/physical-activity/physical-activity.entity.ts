import { Column, Entity } from 'typeorm';
import { HealthRecord } from '../health-records/health-record.entity.js';
import type { ActivityType } from './activity-types.js';

@Entity('physical_activities')
export class PhysicalActivity extends HealthRecord {
  @Column('text') type: ActivityType;
  @Column('timestamptz') startedAt: Date;
  @Column('timestamptz') endedAt: Date;
  @Column('integer', { nullable: true }) steps: number | null;
  @Column('numeric', { precision: 10, scale: 2, nullable: true }) distanceMeters: string | null;
  @Column('numeric', { precision: 8, scale: 2, nullable: true }) activeEnergyKilocalories: string | null;
  @Column('integer', { nullable: true }) moderateSeconds: number | null;
  @Column('integer', { nullable: true }) vigorousSeconds: number | null;
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) averageHeartRateBpm: string | null;
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) maxHeartRateBpm: string | null;
}
