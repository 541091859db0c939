import { Column, PrimaryColumn } from 'typeorm';
import type { SourceKind } from '../population/facts.js';

export class RecordSource {
  @Column('text') name: string;
  @Column('text') kind: SourceKind;
  @Column('text', { nullable: true }) device: string | null;
}

/** What every kind of health record has: an owner, a source, a time zone and the local day it belongs to. */
export abstract class HealthRecord {
  @PrimaryColumn('uuid') id: string;
  @PrimaryColumn('uuid') userId: string;
  @Column(() => RecordSource) source: RecordSource;
  @Column('text', { nullable: true }) externalId: string | null;
  @Column('text') timeZone: string;
  @Column('date') localDate: string;
  @Column('integer', { default: 1 }) version: number;
  @Column('timestamptz') createdAt: Date;
  @Column('timestamptz') updatedAt: Date;
}
