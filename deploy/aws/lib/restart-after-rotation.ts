import { Stack, Validations } from 'aws-cdk-lib';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';

/** Tasks read a password when they start: after a rotation they are replaced, like at a release, one set after the other. */
export class RestartAfterRotation extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { service, secret, logs }: { service: FargateService; secret: ISecret; logs: LogGroup },
  ) {
    super(scope, id);
    const restart = new CallAwsService(this, 'Restart', {
      service: 'ecs',
      action: 'updateService',
      parameters: { Cluster: service.cluster.clusterArn, Service: service.serviceArn, ForceNewDeployment: true },
      iamResources: [service.serviceArn],
      resultPath: '$.discarded',
    });
    const machine = new StateMachine(this, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(restart),
      tracingEnabled: true,
      logs: { destination: logs, level: LogLevel.ALL },
    });
    new Rule(this, 'Rotated', {
      description: 'The password of the service is new',
      eventPattern: {
        source: ['aws.secretsmanager'],
        detailType: ['AWS Service Event via CloudTrail'],
        account: [Stack.of(this).account],
        detail: { eventName: ['RotationSucceeded'], additionalEventData: { SecretId: [secret.secretArn] } },
      },
      targets: [new SfnStateMachine(machine)],
    });
    Validations.of(machine.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The delivery of logs and traces has no resources that a right could name.',
    });
  }
}
