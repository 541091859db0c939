import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ description: 'The service is there.' })
export class Status {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status: 'ok';
}

@ApiSchema({ description: 'Which program answers.' })
export class Version {
  /** The release. */
  @ApiProperty({ maxLength: 50, example: '0.1.0' })
  version: string;

  /** The build, as whoever installed it named it: a commit, say. */
  @ApiProperty({ type: String, nullable: true, maxLength: 200, example: '9bf4e9a' })
  revision: string | null;

  /** How scores are computed. */
  @ApiProperty({ maxLength: 20, example: 'HS-1.0' })
  algorithmVersion: string;

  /** The newest migration of the database that the program knows. */
  @ApiProperty({ maxLength: 100, example: 'PastFigures1764000000000' })
  schema: string;

  /** The version of Node.js that runs it. */
  @ApiProperty({ maxLength: 20, example: '24.11.0' })
  node: string;
}
