import { RemovalPolicy } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Encrypted with our key, and kept for a year: that long somebody may ask what happened. */
export function logGroup(scope: Construct, id: string, encryptionKey: Key, logGroupName?: string): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName,
    encryptionKey,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}
