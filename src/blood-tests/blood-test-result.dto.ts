import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsNumber, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { COMPARATORS, INTERPRETATIONS, type Comparator, type Interpretation } from './interpretation.js';
import { IsKnownAnalyte } from './is-known-analyte.js';
import { ReferenceRangeResponse } from './reference-range.dto.js';
import { ConvertsWithout, IsReportedOnce } from './result-rules.js';

@ApiSchema({ description: 'What a laboratory reports of one analyte.' })
export class CreateBloodTestResult {
  /**
   * A code of the catalogue, `/v1/analytes`
   * @example chol_total
   */
  @IsString()
  @Length(1, 64)
  @IsKnownAnalyte()
  @IsReportedOnce()
  analyte: string;

  /**
   * The number as reported, in the unit as reported
   * @example 5.2
   */
  @IsNumber()
  @Min(0)
  @Max(1e15)
  @ConvertsWithout('implausible_value')
  value: number;

  /**
   * UCUM, case-sensitive. Any unit of the same kind of quantity is converted exactly; one that is not convertible is refused
   * @example mmol/L
   */
  @IsString()
  @Length(1, 64)
  @ConvertsWithout('unknown_unit')
  @ConvertsWithout('unit_not_convertible')
  unit: string;

  /** Where the value is beyond what the assay can tell, on which side of the number it lies. The score counts the number itself */
  @IsOptional()
  @IsIn(COMPARATORS)
  @ApiProperty({ enum: COMPARATORS, enumName: 'Comparator', nullable: true, required: false, example: '<' })
  comparator?: Comparator | null;
}

@ApiSchema({
  description: 'A result as it was reported, and what it means for the person. Informational, not medical advice.',
})
export class BloodTestResultResponse {
  /** @example chol_total */
  @ApiProperty({ maxLength: 64 })
  analyte: string;

  /** @example 5.2 */
  @ApiProperty({ minimum: 0, maximum: 1e15 })
  value: number;

  /** @example mmol/L */
  @ApiProperty({ maxLength: 64 })
  unit: string;

  @ApiProperty({ enum: COMPARATORS, enumName: 'Comparator', nullable: true, example: null })
  comparator: Comparator | null;

  /**
   * The value in the canonical unit, exact to six decimals
   * @example 201.084
   */
  @ApiProperty({ minimum: 0, maximum: 1e9 })
  canonicalValue: number;

  /** @example mg/dL */
  @ApiProperty({ maxLength: 64 })
  canonicalUnit: string;

  /** What is usual at the person's sex at birth, and age on the day of collection; null where none is known to hold */
  @ApiProperty({ type: ReferenceRangeResponse, nullable: true })
  referenceRange: ReferenceRangeResponse | null;

  /** HL7: critically low, low, normal, high, critically high; null without a range, or where the comparator leaves it open */
  @ApiProperty({ enum: INTERPRETATIONS, enumName: 'Interpretation', nullable: true, example: 'H' })
  interpretation: Interpretation | null;
}
