import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Keys of our own, which AWS turns once a year: one for what is stored about people, one for what is written about the service. */
export class EncryptionKeys extends Construct {
  readonly data: Key;
  readonly operations: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.data = this.key('Data', 'Health data: the database, its backups and its passwords');
    this.operations = this.key('Operations', 'Logs and alarms');
    const { region, urlSuffix } = Stack.of(this);
    this.operations.grantEncryptDecrypt(new ServicePrincipal(`logs.${region}.${urlSuffix}`));
    this.operations.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
  }

  private key(id: string, description: string): Key {
    return new Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }
}
