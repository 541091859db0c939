import { ContainerImage, type FargateTaskDefinition, LogDrivers, Secret } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Validations } from 'aws-cdk-lib';
import { SERVICE_PORT } from './network.js';
import { DIMENSIONS, NAMESPACE, serviceMetricNames } from './service-metrics.js';

const IMAGE = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0';
export const TRACES_PORT = 4318;

/** Puts beside the service a collector that reads its metrics, of which alarms are made, and takes its traces. */
export function addCollector(
  task: FargateTaskDefinition,
  { logs, metricLogs, metricsToken }: { logs: LogGroup; metricLogs: LogGroup; metricsToken: ISecret },
): void {
  task.addContainer('collector', {
    image: ContainerImage.fromRegistry(IMAGE),
    essential: false, // the service goes on without it, and alarms tell of its silence
    enableRestartPolicy: true,
    readonlyRootFilesystem: true,
    memoryReservationMiB: 128,
    environment: { AOT_CONFIG_CONTENT: JSON.stringify(configuration(metricLogs)) }, // JSON is YAML
    secrets: { METRICS_TOKEN: Secret.fromSecretsManager(metricsToken) },
    logging: LogDrivers.awsLogs({ logGroup: logs, streamPrefix: 'collector' }),
  });
  metricLogs.grantWrite(task.taskRole);
  task.addToTaskRolePolicy(
    new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
  );
  Validations.of(task).acknowledge({
    id: 'CloudFormation-Validate::E1029',
    reason: '${env:METRICS_TOKEN} is for the collector, which puts the token there itself.',
  });
  Validations.of(task.taskRole).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray has no resources that a right to write traces could name.',
  });
}

function configuration(metricLogs: LogGroup): object {
  return {
    receivers: {
      prometheus: {
        config: {
          scrape_configs: [
            {
              job_name: 'health-tracker',
              scrape_interval: '60s',
              authorization: { credentials: '${env:METRICS_TOKEN}' },
              static_configs: [{ targets: [`127.0.0.1:${SERVICE_PORT}`], labels: DIMENSIONS }],
            },
          ],
        },
      },
      otlp: { protocols: { http: { endpoint: `127.0.0.1:${TRACES_PORT}` } } },
    },
    processors: { batch: {} },
    exporters: {
      awsemf: {
        namespace: NAMESPACE,
        log_group_name: metricLogs.logGroupName,
        log_stream_name: 'tasks',
        dimension_rollup_option: 'NoDimensionRollup',
        resource_to_telemetry_conversion: { enabled: false },
        metric_declarations: [
          {
            dimensions: [Object.keys(DIMENSIONS)],
            metric_name_selectors: Object.values(serviceMetricNames).map((name) => `^${name}$`),
          },
        ],
      },
      awsxray: {},
    },
    service: {
      pipelines: {
        metrics: { receivers: ['prometheus'], exporters: ['awsemf'] },
        traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['awsxray'] },
      },
    },
  };
}
