import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SourceOrder } from '../population/source-order.js';
import type { SexAtBirth } from '../scoring/cohorts.js';

@Entity('users')
export class User {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { nullable: true }) displayName: string | null;
  @Column('date', { nullable: true }) birthDate: string | null;
  @Column('text') sexAtBirth: SexAtBirth;
  @Column('numeric', { precision: 4, scale: 1, nullable: true }) heightCentimeters: string | null;
  @Column('numeric', { precision: 5, scale: 2, nullable: true }) weightKilograms: string | null;
  @Column('text') timeZone: string;
  @Column('json', { nullable: true }) sourceOrder: SourceOrder | null;
  @Column('boolean', { default: true }) shareInPopulation: boolean;
  @Column('integer', { default: 1 }) version: number;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
}
