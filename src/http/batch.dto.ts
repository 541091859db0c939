import { ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean } from 'class-validator';
import { MayBeAbsent } from './may-be-absent.js';

/** How many items a batch may have. */
export const MOST_ITEMS = 1000;

/** A body of items that are checked one by one by whoever takes them: as a whole it is wrong only where there are too few or too many. */
@ApiSchema({ description: 'Several records at once.' })
export abstract class Batch {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ITEMS)
  items: object[];

  /**
   * All or nothing: where one item is rejected, none is written
   * @example false
   */
  @MayBeAbsent()
  @IsBoolean()
  atomic?: boolean;

  /**
   * Nothing is written; the answer says what would be
   * @example false
   */
  @MayBeAbsent()
  @IsBoolean()
  dryRun?: boolean;
}
