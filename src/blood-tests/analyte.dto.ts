import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PageDto } from '../http/page.dto.js';
import { ReferenceRangeResponse } from './reference-range.dto.js';

@ApiSchema({ description: 'A unit, and how it converts, exactly: canonical value = value times `factor`, plus `offset`.' })
export class AcceptedUnitResponse {
  /** UCUM, case-sensitive */
  @ApiProperty({ maxLength: 64, example: 'mmol/L' })
  unit: string;

  /** A decimal, or a fraction of two integers such as `50/4421` */
  @ApiProperty({ maxLength: 100, pattern: String.raw`^\d+(\.\d+)?(/\d+)?$`, example: '38.67' })
  factor: string;

  /** A decimal */
  @ApiProperty({ maxLength: 100, pattern: String.raw`^-?\d+(\.\d+)?$`, example: '0' })
  offset: string;
}

@ApiSchema({ description: 'What a laboratory can measure: how it is named, in which units it is told, and what is usual.' })
export class AnalyteResponse {
  /** The name to use in blood tests */
  @ApiProperty({ maxLength: 64, pattern: '^[a-z][a-z0-9_]*$', example: 'chol_total' })
  code: string;

  @ApiProperty({ maxLength: 200, example: 'Cholesterol, total' })
  name: string;

  /** LOINC codes that mean this analyte, by mass or amount of substance, by specimen and by method; they do not tell the unit */
  @ApiProperty({
    type: 'array',
    items: { type: 'string', maxLength: 10, pattern: String.raw`^\d+-\d$` },
    maxItems: 20,
    example: ['2093-3', '14647-2'],
  })
  loincCodes: string[];

  /** UCUM; figures, reference ranges and plausible values are in it */
  @ApiProperty({ maxLength: 64, example: 'mg/dL' })
  canonicalUnit: string;

  /** Units in common use, the canonical one first; any other UCUM unit of the same kind of quantity converts as well */
  @ApiProperty({ type: [AcceptedUnitResponse], minItems: 1, maxItems: 20 })
  acceptedUnits: AcceptedUnitResponse[];

  /** A smaller value is refused as implausible */
  @ApiProperty({ minimum: 0, maximum: 1e9, example: 20 })
  plausibleLow: number;

  /** A larger value is refused as implausible */
  @ApiProperty({ minimum: 0, maximum: 1e9, example: 1500 })
  plausibleHigh: number;

  /** Whether the analyte is what its name says only if the person has fasted */
  @ApiProperty({ example: false })
  fastingRequired: boolean;

  /** By sex at birth and age; at most one of them holds for a person */
  @ApiProperty({ type: [ReferenceRangeResponse], maxItems: 50 })
  referenceRanges: ReferenceRangeResponse[];
}

@ApiSchema({ description: 'A part of the catalogue.' })
export class AnalytePage {
  @ApiProperty({ type: [AnalyteResponse], maxItems: 200 })
  data: AnalyteResponse[];

  page: PageDto;
}
