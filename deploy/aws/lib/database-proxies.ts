import { Duration } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  ClientPasswordAuthType,
  type DatabaseCluster,
  DatabaseProxy,
  ProxyEndpointTargetRole,
  ProxyTarget,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Network } from './network.js';

/** Few connections to the database for many of the tasks, which stay when another instance takes over. */
export class DatabaseProxies extends Construct {
  readonly proxy: DatabaseProxy;
  readonly readWriteEndpoint: string;
  readonly readOnlyEndpoint: string;

  constructor(
    scope: Construct,
    id: string,
    { cluster, secret, network }: { cluster: DatabaseCluster; secret: ISecret; network: Network },
  ) {
    super(scope, id);
    const place = {
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [network.database],
    };
    this.proxy = new DatabaseProxy(this, 'Proxy', {
      ...place,
      proxyTarget: ProxyTarget.fromCluster(cluster),
      secrets: [secret],
      requireTLS: true,
      clientPasswordAuthType: ClientPasswordAuthType.POSTGRES_SCRAM_SHA_256,
      borrowTimeout: Duration.seconds(2), // as long as the service waits for a connection of its own pool
      maxConnectionsPercent: 80, // the rest is for migrations, audits and people
      maxIdleConnectionsPercent: 40,
    });
    this.readWriteEndpoint = this.proxy.endpoint;
    this.readOnlyEndpoint = this.proxy.addEndpoint('ReadOnly', {
      ...place,
      targetRole: ProxyEndpointTargetRole.READ_ONLY,
    }).endpoint;
  }
}
