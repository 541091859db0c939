import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Size } from './sizes.js';

/** What 95 of 100 answers should be faster than. */
export const P95_SECONDS = 0.5;

/**
 * More tasks when the processors are busy, and when answers are slow for another reason. Where that reason is the database, more
 * tasks do not help: the proxy's connections and the limit of each task on requests in flight keep them from doing harm.
 */
export function scale(service: FargateService, balancer: ApplicationLoadBalancer, { tasks }: Size): void {
  const count = service.autoScaleTaskCount({ minCapacity: tasks.least, maxCapacity: tasks.most });
  count.scaleOnCpuUtilization('Cpu', {
    targetUtilizationPercent: 50,
    scaleOutCooldown: Duration.seconds(30),
    scaleInCooldown: Duration.minutes(5),
  });
  count.scaleOnMetric('SlowAnswers', {
    metric: balancer.metrics.targetResponseTime({ statistic: 'p95', period: Duration.minutes(1) }),
    adjustmentType: AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    minAdjustmentMagnitude: 1,
    scalingSteps: [
      { lower: P95_SECONDS, upper: 2 * P95_SECONDS, change: 25 },
      { lower: 2 * P95_SECONDS, change: 50 },
    ],
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    cooldown: Duration.minutes(2),
  });
}
