import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Where the load balancer writes who asked for what; queries are in it, bodies and headers are not. */
export function accessLogBucket(scope: Construct, id: string): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED, // the only one that a load balancer can write to
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: [{ expiration: Duration.days(365), noncurrentVersionExpiration: Duration.days(30) }],
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const reasons = {
    'AwsSolutions-S1': "It holds the access logs itself; a log of who reads logs is CloudTrail's, for the whole account.",
    'HIPAA.Security-S3BucketLoggingEnabled': 'It holds the access logs itself.',
    'HIPAA.Security-S3DefaultEncryptionKMS': 'A load balancer can only write to buckets that S3 encrypts with its own keys.',
    'HIPAA.Security-S3BucketReplicationEnabled': 'Logs are no health data, and lost with their region without harm.',
  };
  for (const [rule, reason] of Object.entries(reasons)) Validations.of(bucket).acknowledge({ id: rule, reason });
  return bucket;
}
