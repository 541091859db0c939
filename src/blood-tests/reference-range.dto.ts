import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const SEXES = ['female', 'male'] as const;

@ApiSchema({
  description:
    "What is usual in the people it names, in the analyte's canonical unit. Where nothing is named, everybody is meant.",
})
export class ReferenceRangeResponse {
  @ApiProperty({ enum: SEXES, enumName: 'ReferenceSex', nullable: true, example: null })
  sexAtBirth: (typeof SEXES)[number] | null;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 150, example: 18 })
  ageLowYears: number | null;

  /** The last whole year of age that it holds for */
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 150, example: null })
  ageHighYears: number | null;

  /** Itself within the range */
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1e9, example: null })
  low: number | null;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1e9, example: 200 })
  high: number | null;

  /** Whether `high` itself is already too high, as where a guideline says "below 200" */
  @ApiProperty({ example: true })
  highExclusive: boolean;

  /** At or below it, a laboratory telephones the physician */
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1e9, example: null })
  criticalLow: number | null;

  /** At or above it, a laboratory telephones the physician */
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1e9, example: null })
  criticalHigh: number | null;

  /** Who says so */
  @ApiProperty({ maxLength: 200, example: 'NCEP Adult Treatment Panel III (2002): desirable below 200' })
  source: string;
}
