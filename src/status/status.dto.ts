import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ description: 'The service is there.' })
export class Status {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status: 'ok';
}
