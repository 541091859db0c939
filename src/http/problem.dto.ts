import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** One thing that is wrong with a request. */
@ApiSchema({ name: 'Fault', description: 'One thing that is wrong with a request.' })
export class FaultDto {
  /** Where in the body it is, as a JSON pointer (RFC 6901). */
  @ApiProperty({ required: false, maxLength: 1000, example: '/results/0/unit' })
  pointer?: string;

  /** Which parameter of the path or query, or which header, it is. */
  @ApiProperty({ required: false, maxLength: 200, example: 'limit' })
  parameter?: string;

  /** What kind of fault it is; stable, for programs. */
  @ApiProperty({ maxLength: 100, example: 'invalid_type' })
  code: string;

  /** The fault in a sentence, for people. */
  @ApiProperty({ maxLength: 1000, example: 'unit must be a string' })
  detail: string;
}

/** Why a request was not answered as asked (RFC 9457). */
@ApiSchema({ name: 'Problem', description: 'Why a request was not answered as asked (RFC 9457).' })
export class ProblemDto {
  /** Always `about:blank`: `code` tells problems apart. */
  @ApiProperty({ format: 'uri-reference', maxLength: 100, example: 'about:blank' })
  type: string;

  /** The phrase of the HTTP status. */
  @ApiProperty({ maxLength: 100, example: 'Unprocessable Entity' })
  title: string;

  /** The HTTP status. */
  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 422 })
  status: number;

  /** What happened, in a sentence, for people. */
  @ApiProperty({ required: false, maxLength: 1000, example: 'unit must be a string' })
  detail?: string;

  /** The path that was asked for. */
  @ApiProperty({ format: 'uri-reference', maxLength: 2000, example: '/v1/users' })
  instance: string;

  /** What kind of problem it is; stable, for programs. */
  @ApiProperty({ maxLength: 100, example: 'validation_failed' })
  code: string;

  /** The id of the request, also in `X-Request-Id`; name it when you ask for help. */
  @ApiProperty({ maxLength: 128, example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  requestId: string;

  /** Everything that is wrong with the request, where it is the request. */
  @ApiProperty({ type: [FaultDto], required: false, maxItems: 100 })
  errors?: readonly FaultDto[];
}
