import { Duration } from 'aws-cdk-lib';
import { type FargateTaskDefinition, Secret } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { addCollector, TRACES_PORT } from './collector.js';
import { databaseLogin, databaseUrl } from './database-settings.js';
import { SERVICE_PORT } from './network.js';
import type { Options } from './options.js';
import { imageContainer, taskDefinition, type TaskContext } from './task-definition.js';

export const SERVICE_CONTAINER = 'service';
const IMPORTS = 'imports';
const LIVENESS = `fetch('http://127.0.0.1:${SERVICE_PORT}/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

/** Between SIGTERM and the end of work that is under way, the load balancer notices: it asks every ten seconds. */
const DRAIN_SECONDS = 20;

interface ServiceTaskProps extends Pick<Options, 'identityProvider' | 'imageTag'> {
  metricLogs: LogGroup;
  tokens: ISecret;
  metricsToken: ISecret;
}

/** The service and its collector. */
export function serviceTask(
  scope: Construct,
  id: string,
  context: TaskContext,
  { metricLogs, tokens, metricsToken, identityProvider, imageTag }: ServiceTaskProps,
): FargateTaskDefinition {
  const { database, logs } = context;
  const task = taskDefinition(scope, id, context);
  const common = imageContainer(context, 'service');
  const container = task.addContainer(SERVICE_CONTAINER, {
    ...common,
    environment: {
      ...common.environment,
      HOST: '0.0.0.0',
      PORT: String(SERVICE_PORT),
      DATABASE_URL: databaseUrl(database.addresses.service),
      DATABASE_REPLICA_URL: databaseUrl(database.addresses.replica),
      PREPARED_STATEMENTS: String(database.proxies === undefined),
      MIGRATE_ON_START: 'false',
      DEMO: 'false',
      DRAIN_SECONDS: String(DRAIN_SECONDS),
      REVISION: imageTag,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${TRACES_PORT}`,
      ...(identityProvider && {
        OIDC_ISSUER: identityProvider.issuer,
        OIDC_AUDIENCE: identityProvider.audience,
        OIDC_JWKS_URL: identityProvider.jwksUrl,
      }),
    },
    secrets: {
      ...databaseLogin(database.credentials.service),
      TOKEN_SECRET: Secret.fromSecretsManager(tokens),
      METRICS_TOKEN: Secret.fromSecretsManager(metricsToken),
    },
    portMappings: [{ containerPort: SERVICE_PORT }],
    healthCheck: {
      command: ['CMD', 'node', '-e', LIVENESS],
      interval: Duration.seconds(10),
      timeout: Duration.seconds(3),
      retries: 3,
      startPeriod: Duration.seconds(30),
    },
    stopTimeout: Duration.seconds(60), // longer than the service takes to drain and to give up
  });
  // Files wait here to be imported; the image's own folder is the user's, and the volume takes that over.
  task.addVolume({ name: IMPORTS });
  container.addMountPoints({ sourceVolume: IMPORTS, containerPath: '/app/data', readOnly: false });
  addCollector(task, { logs, metricLogs, metricsToken });
  return task;
}
