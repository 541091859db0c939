import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the database knows of the catalogue: enough that a result cannot name what is not in it. */
@Entity('analytes')
export class StoredAnalyte {
  @PrimaryColumn('text') code: string;
  @Column('text') name: string;
  @Column('text', { array: true }) loincCodes: string[];
  @Column('text') canonicalUnit: string;
}
