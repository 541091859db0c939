import { type FargateTaskDefinition, Secret } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { databaseLogin, databaseUrl } from './database-settings.js';
import { imageContainer, taskDefinition, type TaskContext } from './task-definition.js';

/** Limits of the database that are for requests; a migration and an audit of everybody take their time. */
const WITHOUT_LIMITS = '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0';

/** A command for operators (`migrate`, `audit`, `repair`), run once, as the owner of the tables, on the server itself. */
export function oneOffTask(scope: Construct, id: string, context: TaskContext, command: string): FargateTaskDefinition {
  const task = taskDefinition(scope, id, context);
  const common = imageContainer(context, command);
  const { owner, service } = context.database.credentials;
  task.addContainer(command, {
    ...common,
    command: ['node', '--enable-source-maps', `dist/src/commands/${command}.js`],
    environment: {
      ...common.environment,
      DATABASE_URL: databaseUrl(context.database.addresses.direct),
      PGOPTIONS: WITHOUT_LIMITS,
    },
    secrets: {
      ...databaseLogin(owner),
      SERVICE_LOGIN_NAME: Secret.fromSecretsManager(service, 'username'),
      SERVICE_LOGIN_PASSWORD: Secret.fromSecretsManager(service, 'password'),
    },
  });
  return task;
}
