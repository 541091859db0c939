import { Column, Entity } from 'typeorm';
import { HealthRecord } from '../health-records/health-record.entity.js';

@Entity('sleep_sessions')
export class SleepSession extends HealthRecord {
  @Column('timestamptz') startedAt: Date;
  @Column('timestamptz') endedAt: Date;
  @Column('boolean') isMainSleep: boolean;
  @Column('integer') totalSleepSeconds: number;
  @Column('integer', { nullable: true }) awakeSeconds: number | null;
  @Column('integer', { nullable: true }) lightSleepSeconds: number | null;
  @Column('integer', { nullable: true }) deepSleepSeconds: number | null;
  @Column('integer', { nullable: true }) remSleepSeconds: number | null;
  @Column('numeric', { precision: 4, scale: 1 }) efficiencyPercent: string;
  @Column('jsonb', { nullable: true }) stages: object | null;
}
