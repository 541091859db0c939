import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import names from '../service-metrics.json';

export const NAMESPACE = 'HealthTracker';
export const DIMENSIONS = { service: 'health-tracker' };

/** Names of metrics that the service serves at /metrics, and that alarms need; a test compares them with the service. */
export const serviceMetricNames = names;

/** A metric of the service, over all of its tasks. */
export function serviceMetric(name: keyof typeof names, statistic: string, period: Duration): Metric {
  return new Metric({ namespace: NAMESPACE, metricName: names[name], dimensionsMap: DIMENSIONS, statistic, period });
}
