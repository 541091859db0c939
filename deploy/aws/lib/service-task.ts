import { Duration } from 'aws-cdk-lib';
import { type FargateTaskDefinition, Secret } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { addCollector } from './collector.js';
import { databaseLogin, databaseUrl } from './database-settings.js';
import { SERVICE_PORT } from './network.js';
import type { Options } from './options.js';
import { imageContainer, taskDefinition, type TaskContext } from './task-definition.js';

export const SERVICE_CONTAINER = 'service';
const LIVENESS = `fetch('http://127.0.0.1:${SERVICE_PORT}/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

/** The service and its collector. */
export function serviceTask(
  scope: Construct,
  id: string,
  context: TaskContext,
  { metricLogs, tokens, identityProvider }: { metricLogs: LogGroup; tokens: ISecret } & Pick<Options, 'identityProvider'>,
): FargateTaskDefinition {
  const { database, logs } = context;
  const task = taskDefinition(scope, id, context);
  const common = imageContainer(context, 'service');
  task.addContainer(SERVICE_CONTAINER, {
    ...common,
    environment: {
      ...common.environment,
      HOST: '0.0.0.0',
      PORT: String(SERVICE_PORT),
      DATABASE_URL: databaseUrl(database.addresses.service),
      PREPARED_STATEMENTS: String(database.proxies === undefined),
      MIGRATE_ON_START: 'false',
      DEMO: 'false',
      ...(identityProvider && {
        OIDC_ISSUER: identityProvider.issuer,
        OIDC_AUDIENCE: identityProvider.audience,
        OIDC_JWKS_URL: identityProvider.jwksUrl,
      }),
    },
    secrets: { ...databaseLogin(database.credentials.service), TOKEN_SECRET: Secret.fromSecretsManager(tokens) },
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
  addCollector(task, logs, metricLogs);
  return task;
}
