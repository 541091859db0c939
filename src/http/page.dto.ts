import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** Where a list goes on. */
@ApiSchema({ name: 'Page', description: 'Where a list goes on.' })
export class PageDto {
  /** Pass it as `cursor` to get what follows, with the same filters; null after the last item. */
  @ApiProperty({ type: String, nullable: true, maxLength: 500, example: 'WyIyMDI2LTAzLTAxIl0hJ4mK0zr3d9wQ' })
  nextCursor: string | null;

  /** Whether anything follows. */
  @ApiProperty({ example: true })
  hasMore: boolean;
}
