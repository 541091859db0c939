import { Duration } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { type DatabaseCluster, DatabaseSecret } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Network } from './network.js';

const NEW_PASSWORD_AFTER = Duration.days(30);

/** The owner of the tables, whom migrations run as, and the role of the service, which owns nothing. */
export class DatabaseCredentials extends Construct {
  readonly owner: DatabaseSecret;
  /** Two roles take turns, so that the password that tasks hold is good until the rotation after the next. */
  service: ISecret;

  constructor(
    scope: Construct,
    id: string,
    private readonly encryptionKey: Key,
  ) {
    super(scope, id);
    this.owner = new DatabaseSecret(this, 'Owner', { username: 'health_tracker_owner', encryptionKey });
    this.service = new DatabaseSecret(this, 'Service', {
      username: 'health_tracker_service',
      encryptionKey,
      masterSecret: this.owner,
    });
  }

  rotate(cluster: DatabaseCluster, { vpc, passwordRotation }: Network): void {
    this.service = this.service.attach(cluster);
    const options = {
      automaticallyAfter: NEW_PASSWORD_AFTER,
      securityGroup: passwordRotation,
      vpcSubnets: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS }),
    };
    cluster.addRotationSingleUser(options);
    cluster.addRotationMultiUser('Service', { ...options, secret: this.service, rotateImmediatelyOnUpdate: false });
  }
}
