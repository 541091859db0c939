import { ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { MOST_ITEMS } from '../http/batch.dto.js';
import { ProblemDto } from '../http/problem.dto.js';

/** What every route that takes a batch says of itself. */
export const BATCH = `Each item is taken as if it came alone, one after another; what its source has reported before is updated, or left
as it is where nothing has changed. An item that cannot be is rejected with its problem, and the others are kept; with \`atomic\` nothing is.`;

export const OUTCOMES = ['created', 'updated', 'unchanged', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

@ApiSchema({ description: 'Why an item was not written: what the problem would have been, had it come alone.' })
export class ItemProblem extends OmitType(ProblemDto, ['instance', 'requestId']) {}

@ApiSchema({ description: 'What became of one item of a batch.' })
export class BatchItem {
  /** Its place in the batch, from 0 */
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_ITEMS - 1, example: 0 })
  index: number;

  /** `unchanged`: its source has reported just this before, and nothing was written */
  @ApiProperty({ enum: OUTCOMES, enumName: 'BatchOutcome' })
  outcome: Outcome;

  /** Of the record; absent where there is none */
  @ApiProperty({ format: 'uuid', required: false, example: '019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f' })
  id?: string;

  /** The version of the record, for `If-Match` */
  @ApiProperty({ required: false, maxLength: 20, example: '"1"' })
  etag?: string;

  /** The address of the record */
  @ApiProperty({
    format: 'uri-reference',
    required: false,
    maxLength: 2000,
    example: '/v1/users/019a1f3e-6c1b-7d60-9f5e-3a4c5b6d7e8f',
  })
  location?: string;

  /** Of a rejected item */
  @ApiProperty({ type: ItemProblem, required: false })
  problem?: ItemProblem;
}

@ApiSchema({ description: 'How many items there were, and what became of them; the four outcomes add up to the items.' })
export class BatchSummary {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_ITEMS, example: 3 })
  items: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_ITEMS, example: 1 })
  created: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_ITEMS, example: 0 })
  updated: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_ITEMS, example: 1 })
  unchanged: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST_ITEMS, example: 1 })
  rejected: number;
}

@ApiSchema({ description: 'What became of a batch.' })
export class BatchResult {
  summary: BatchSummary;

  /** As many as came, in their order */
  @ApiProperty({ type: [BatchItem], maxItems: MOST_ITEMS })
  items: BatchItem[];
}
