import { Duration } from 'aws-cdk-lib';
import { type Alarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import {
  type ApplicationLoadBalancer,
  type ApplicationTargetGroup,
  HttpCodeElb,
  HttpCodeTarget,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { serviceMetric } from '../service-metrics.js';
import type { Complaint } from './complaint.js';

const MINUTE = Duration.minutes(1);
const EVERY_MINUTE = { period: MINUTE };

/** `DATABASE_POOL_SIZE`, which is left as it is. */
const POOL_SIZE = 6;
/** Probes, replicas, migrations, people. */
const OTHER_CONNECTIONS = 100;

/** What users get instead of an answer; returns the alarm that a release must not set off. */
export function watchErrors(complaint: Complaint, { metrics }: ApplicationLoadBalancer): Alarm {
  return complaint.alarm('errors', 'More than one request of a hundred fails.', {
    metric: new MathExpression({
      expression: 'IF(requests > 20, 100 * (FILL(tasks, 0) + FILL(balancer, 0)) / requests, 0)',
      usingMetrics: {
        requests: metrics.requestCount({ statistic: 'Sum', ...EVERY_MINUTE }),
        tasks: metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { statistic: 'Sum', ...EVERY_MINUTE }),
        balancer: metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { statistic: 'Sum', ...EVERY_MINUTE }),
      },
      ...EVERY_MINUTE,
    }),
    above: 1,
    periods: 3,
  });
}

/** Requests that were turned away because there was too much to do: an answer, but not the one that was asked for. */
export function watchAdmission(complaint: Complaint, { metrics }: ApplicationLoadBalancer): void {
  complaint.alarm('shed', 'More than two requests of a hundred are turned away.', {
    metric: new MathExpression({
      expression: 'IF(requests > 20, 100 * FILL(shed, 0) / requests, 0)',
      usingMetrics: {
        requests: metrics.requestCount({ statistic: 'Sum', ...EVERY_MINUTE }),
        shed: serviceMetric('shedRequests', 'Sum', MINUTE),
      },
      ...EVERY_MINUTE,
    }),
    above: 2,
    periods: 3,
  });
}

/** Tasks that do not answer, or are about to end. */
export function watchTasks(complaint: Complaint, service: FargateService, groups: ApplicationTargetGroup[], least: number): void {
  for (const [index, { metrics }] of groups.entries()) {
    const group = ['blue', 'green'][index]!;
    complaint.alarm(`unhealthy-${group}`, `A task of the ${group} group does not answer.`, {
      metric: metrics.unhealthyHostCount({ statistic: 'Maximum', ...EVERY_MINUTE }),
      above: 0,
      periods: 3,
    });
  }
  complaint.alarm('task-memory', 'A task is near the end of its memory.', {
    metric: service.metricMemoryUtilization({ statistic: 'Maximum', ...EVERY_MINUTE }),
    above: 85,
    periods: 5,
  });
  complaint.alarm('task-cpu', 'The tasks have little left of their processors, and scaling has not helped.', {
    metric: service.metricCpuUtilization(EVERY_MINUTE),
    above: 85,
    periods: 10,
  });
  complaint.alarm('too-few-tasks', 'Fewer tasks run than there should be at least.', {
    metric: new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName: 'RunningTaskCount',
      dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
      statistic: 'Minimum',
      ...EVERY_MINUTE,
    }),
    below: least,
    periods: 5,
    silence: true,
  });
}

/** A database that will refuse to work before long. */
export function watchDatabaseLimits(complaint: Complaint, cluster: DatabaseCluster, mostTasks: number): void {
  const metric = (name: string, statistic: string): Metric => cluster.metric(name, { statistic, ...EVERY_MINUTE });
  complaint.alarm('connections', 'The database has more connections than all tasks together may have.', {
    metric: metric('DatabaseConnections', 'Maximum'),
    above: mostTasks * POOL_SIZE + OTHER_CONNECTIONS,
    periods: 5,
  });
  complaint.alarm('transaction-ids', 'Vacuum falls behind; at 2 billion the database stops writing.', {
    metric: metric('MaximumUsedTransactionIDs', 'Maximum'),
    above: 1_000_000_000,
  });
  complaint.alarm('local-storage', 'The database has little room left for temporary files.', {
    metric: metric('FreeLocalStorage', 'Minimum'),
    below: 2 * 1024 ** 3,
    periods: 5,
  });
}
