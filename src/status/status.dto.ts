import { ApiProperty } from '@nestjs/swagger';

/** The service is there. */
export class Status {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status: 'ok';
}
