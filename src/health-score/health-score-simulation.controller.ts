import { Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '../access/rule.js';
import { ApiJsonBody } from '../http/api-bodies.js';
import { IdempotencyKey, IdempotentBy } from '../http/idempotency-key.js';
import type { Replay } from '../http/replay.js';
import { PERSONAL } from '../http/resource.js';
import { UserId } from '../http/uuid-param.js';
import { Body } from '../http/validated.js';
import { KeptRepliesService } from '../population/kept-replies.service.js';
import { HealthScoreSimulation, SimulateHealthScore } from './health-score-simulation.dto.js';
import { SIMULATION_EXAMPLES } from './health-score-simulation.examples.js';
import { HealthScoreService } from './health-score.service.js';

const DESCRIPTION = `Supposes figures in place of those that the user has, or beside them, and tells the score among the same others.
The keys are the metrics of the health score, the values are in their units. Nothing is written.`;

@ApiTags('Health score')
@Controller('v1/users/:userId/health-score/simulations')
export class HealthScoreSimulationController {
  constructor(
    private readonly scores: HealthScoreService,
    private readonly replies: KeptRepliesService,
  ) {}

  @Post()
  @Needs('scores:read')
  @HttpCode(200)
  @Header('cache-control', PERSONAL)
  @ApiOperation({
    operationId: 'simulateHealthScore',
    summary: 'What the score would be with other figures',
    description: DESCRIPTION,
  })
  @ApiJsonBody(SimulateHealthScore, SIMULATION_EXAMPLES)
  @ApiOkResponse({ type: HealthScoreSimulation, description: 'As it is, and as it would be.' })
  simulate(
    @UserId() userId: string,
    @Body() { figures }: SimulateHealthScore,
    @IdempotentBy() key: IdempotencyKey | null,
  ): Promise<HealthScoreSimulation | Replay> {
    return this.replies.once(userId, key, () => this.scores.simulate(userId, figures));
  }
}
