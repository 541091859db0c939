import { join } from 'node:path';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  type Cluster,
  DeploymentLifecycleLambdaTarget,
  DeploymentLifecycleStage,
  type FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Network } from './network.js';
import { oneOffTask } from './one-off-task.js';
import type { TaskContext } from './task-definition.js';

/** Brings the tables up to date before the first task of a release starts; a release whose migration fails is rolled back. */
export class Migration extends Construct {
  readonly task: FargateTaskDefinition;
  readonly hook: DeploymentLifecycleLambdaTarget;

  constructor(
    scope: Construct,
    id: string,
    { context, cluster, network, hookLogs }: { context: TaskContext; cluster: Cluster; network: Network; hookLogs: LogGroup },
  ) {
    super(scope, id);
    this.task = oneOffTask(this, 'Task', context, 'migrate');
    const role = new Role(this, 'HookRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    hookLogs.grantWrite(role);
    const { subnetIds } = network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
    const hook = new LambdaFunction(this, 'Hook', {
      description: 'Runs the migrations of a release before its first task starts',
      runtime: Runtime.NODEJS_24_X,
      code: Code.fromAsset(join(__dirname, 'migration-hook')),
      handler: 'index.handler',
      role,
      timeout: Duration.seconds(30),
      reservedConcurrentExecutions: 1,
      logGroup: hookLogs,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        MIGRATION_TASK: Stack.of(this).toJsonString({
          cluster: cluster.clusterArn,
          taskDefinition: this.task.taskDefinitionArn,
          subnets: subnetIds,
          securityGroups: [network.tasks.securityGroupId],
        }),
      },
    });
    this.task.grantRun(role);
    const ofTheCluster = { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
    role.addToPolicy(new PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: ['*'], conditions: ofTheCluster }));
    const caller = new Role(this, 'HookCaller', { assumedBy: new ServicePrincipal('ecs.amazonaws.com') });
    caller.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [hook.functionArn] }));
    this.hook = new DeploymentLifecycleLambdaTarget(hook, 'Migrate', {
      lifecycleStages: [DeploymentLifecycleStage.PRE_SCALE_UP],
      role: caller.withoutPolicyUpdates(), // which would be for every version of the function
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The number of a task is not known before it runs; the condition leaves tasks of this cluster.',
    });
    Validations.of(hook).acknowledge(
      { id: 'HIPAA.Security-LambdaInsideVPC', reason: 'It asks ECS only, and is near no data.' },
      { id: 'HIPAA.Security-LambdaDLQ', reason: 'ECS waits for its answer: nothing is queued.' },
    );
  }
}
