import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Repository, RepositoryEncryption, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export const REPOSITORY_NAME = 'health-tracker';

/** The images of releases, before and apart from the service, which cannot start without one. A tag is never moved. */
export class ImageRepositoryStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new Key(this, 'Key', { description: 'Images', enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    new Repository(this, 'Images', {
      repositoryName: REPOSITORY_NAME,
      imageScanOnPush: true,
      imageTagMutability: TagMutability.IMMUTABLE,
      encryption: RepositoryEncryption.KMS,
      encryptionKey: key,
      lifecycleRules: [{ description: 'The last releases are enough to go back to', maxImageCount: 200 }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
