import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts, for a reason, a policy that AWS maintains. */
export function acknowledgeManagedPolicy(scope: IConstruct, policy: string, reason: string): void {
  Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`, reason });
}
