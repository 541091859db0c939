import { Duration } from 'aws-cdk-lib';
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { DatabaseCluster, DatabaseProxy } from 'aws-cdk-lib/aws-rds';
import { P95_SECONDS } from '../scaling.js';
import { serviceMetric } from '../service-metrics.js';
import type { Complaint } from './complaint.js';

const MINUTE = Duration.minutes(1);

/** What users feel; returns the alarm that a release must not set off. */
export function watchAnswers(complaint: Complaint, balancer: ApplicationLoadBalancer): Alarm {
  const time = (statistic: string): Metric => balancer.metrics.targetResponseTime({ statistic, period: MINUTE });
  complaint.alarm('p95', 'One answer of twenty takes longer than it should.', {
    metric: time('p95'),
    above: P95_SECONDS,
    periods: 5,
  });
  return complaint.alarm('p99', 'One answer of a hundred takes four times as long as it should.', {
    metric: time('p99'),
    above: 4 * P95_SECONDS,
    periods: 3,
  });
}

/** Where the time goes before the database is asked, and what keeps it from clearing up. */
export function watchProcesses(complaint: Complaint): void {
  complaint.alarm('event-loop', 'A process is late by more than 100 ms with whatever comes.', {
    metric: serviceMetric('eventLoopLag', 'Maximum', MINUTE),
    above: 0.1,
    periods: 5,
  });
  complaint.alarm('pool', 'Work waits for a connection to the database all the time.', {
    metric: serviceMetric('poolWaiting', 'Average', MINUTE),
    above: 3,
    periods: 5,
  });
  complaint.alarm('old-transaction', 'A transaction that is a minute old keeps VACUUM from its work.', {
    metric: serviceMetric('oldestTransaction', 'Maximum', MINUTE),
    above: 60,
    periods: 3,
  });
}

/** Where the time goes when it goes into the database. */
export function watchDatabaseSpeed(complaint: Complaint, cluster: DatabaseCluster, isServerless: boolean): void {
  const metric = (name: string, statistic: string): Metric => cluster.metric(name, { statistic, period: MINUTE });
  complaint.alarm('database-cpu', 'The database has little left of its processors.', {
    metric: metric('CPUUtilization', 'Maximum'),
    above: 75,
    periods: 10,
  });
  complaint.alarm('commits', 'A commit takes more than 20 ms.', {
    metric: metric('CommitLatency', 'Average'),
    above: 20,
    periods: 5,
  });
  complaint.alarm('deadlocks', 'Transactions wait for each other in a circle.', {
    metric: metric('Deadlocks', 'Average'),
    above: 0.05,
  });
  if (!isServerless) return;
  complaint.alarm('database-capacity', 'The database is near the most that it may grow to.', {
    metric: metric('ACUUtilization', 'Average'),
    above: 85,
    periods: 10,
  });
}

/** Where it goes before it gets there. */
export function watchProxy(complaint: Complaint, { dbProxyName }: DatabaseProxy): void {
  const metric = (metricName: string, statistic: string): Metric =>
    new Metric({ namespace: 'AWS/RDS', metricName, dimensionsMap: { ProxyName: dbProxyName }, statistic, period: MINUTE });
  complaint.alarm('borrowing', 'Requests wait more than 50 ms for a connection of the proxy.', {
    metric: metric('DatabaseConnectionsBorrowLatency', 'p95'),
    above: 50_000, // microseconds
    periods: 3,
  });
  complaint.alarm('pinned', 'The proxy cannot share its connections: a session holds on to them.', {
    metric: metric('DatabaseConnectionsCurrentlySessionPinned', 'Maximum'),
    above: 5,
    periods: 5,
  });
}
