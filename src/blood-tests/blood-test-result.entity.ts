import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Comparator } from './interpretation.js';

/** One analyte of a blood test, as it was reported and in millionths of its canonical unit. */
@Entity('blood_test_results')
export class BloodTestResult {
  @PrimaryColumn('uuid') userId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') bloodTestId: string;
  @Column('smallint') position: number;
  @Column('text') analyte: string;
  @Column('numeric') value: string;
  @Column('text') unit: string;
  @Column('text', { nullable: true }) comparator: Comparator | null;
  @Column('bigint') canonicalMicro: string;
}
