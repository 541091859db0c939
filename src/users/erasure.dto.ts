import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ description: 'That a user is gone, with everything that was the user’s. The service keeps no copy of it.' })
export class ErasureReceipt {
  /** Of whom there is nothing left */
  @ApiProperty({ format: 'uuid', example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  userId: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-01T07:00:00.000Z' })
  erasedAt: string;

  /** Under which the erasure stays in the list of administrative acts, which does not name the user */
  @ApiProperty({ format: 'uuid', example: '019a1f3e-7d2c-7a10-8b4f-0c1d2e3f4a5b' })
  actId: string;

  /** How many rows there were of each kind, whether recorded or derived */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    example: { users: 1, physicalActivities: 730, sleepSessions: 365, bloodTests: 4, bloodTestResults: 31, dailyTotals: 730 },
  })
  erased: Record<string, number>;
}
