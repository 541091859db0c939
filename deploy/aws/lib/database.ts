import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type InstanceType, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseInsightsMode,
  DBClusterStorageType,
  type IClusterInstance,
  ParameterGroup,
  PerformanceInsightRetention,
} from 'aws-cdk-lib/aws-rds';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { DatabaseCredentials } from './database-credentials.js';
import { databaseParameters } from './database-parameters.js';
import { DatabaseProxies } from './database-proxies.js';
import type { EncryptionKeys } from './encryption-keys.js';
import { acknowledgeManagedPolicy } from './managed-policy.js';
import type { Network } from './network.js';
import type { Size } from './sizes.js';

export const DATABASE_NAME = 'health_tracker';
/** What Aurora keeps at most, for a restore to any second. */
export const RESTORABLE_DAYS = 35;

/** Where a task finds the database. */
export interface DatabaseAddresses {
  /** For reads and writes of the service: the proxy where there is one. */
  service: string;
  /** For reads that may lag behind by a moment. */
  replica: string;
  /** The server itself, for migrations: their locks and limits belong to a session, which a proxy shares out. */
  direct: string;
}

/** Aurora PostgreSQL in three zones: one that writes, readers that take over within a minute, backups to the second. */
export class Database extends Construct {
  readonly cluster: DatabaseCluster;
  readonly credentials: DatabaseCredentials;
  readonly proxies: DatabaseProxies | undefined;
  readonly addresses: DatabaseAddresses;

  constructor(scope: Construct, id: string, { size, network, keys }: { size: Size; network: Network; keys: EncryptionKeys }) {
    super(scope, id);
    const engine = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_9 });
    this.credentials = new DatabaseCredentials(this, 'Credentials', keys.data);
    const isSteady = 'instance' in size.database;
    this.cluster = new DatabaseCluster(this, 'Cluster', {
      engine,
      parameterGroup: new ParameterGroup(this, 'Parameters', { engine, parameters: databaseParameters }),
      credentials: Credentials.fromSecret(this.credentials.owner),
      defaultDatabaseName: DATABASE_NAME,
      ...instances(size, keys.data),
      storageType: isSteady ? DBClusterStorageType.AURORA_IOPT1 : DBClusterStorageType.AURORA,
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [network.database],
      storageEncryptionKey: keys.data,
      iamAuthentication: true,
      backup: { retention: Duration.days(RESTORABLE_DAYS), preferredWindow: '03:00-04:00' },
      preferredMaintenanceWindow: 'sun:04:30-sun:05:30',
      copyTagsToSnapshot: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      cloudwatchLogsExports: ['postgresql'],
      databaseInsightsMode: DatabaseInsightsMode.ADVANCED,
      performanceInsightRetention: PerformanceInsightRetention.MONTHS_15,
      performanceInsightEncryptionKey: keys.data,
      monitoringInterval: Duration.minutes(1),
      enableClusterLevelEnhancedMonitoring: true,
    });
    this.credentials.rotate(this.cluster, network);
    this.proxies = size.proxy
      ? new DatabaseProxies(this, 'Proxies', { cluster: this.cluster, secret: this.credentials.service, network })
      : undefined;
    const direct = this.cluster.clusterEndpoint.hostname;
    this.addresses = {
      service: this.proxies?.readWriteEndpoint ?? direct,
      replica: this.proxies?.readOnlyEndpoint ?? this.cluster.clusterReadEndpoint.hostname,
      direct,
    };
    this.explainFindings();
  }

  private explainFindings(): void {
    const reason = 'An instance of Aurora has this from its cluster, where it is set and tested.';
    for (const instance of this.cluster.node.children.filter(({ node }) => /^(Writer|Reader)/.test(node.id))) {
      Validations.of(instance).acknowledge(
        { id: 'HIPAA.Security-RDSEnhancedMonitoringEnabled', reason },
        { id: 'HIPAA.Security-RDSInBackupPlan', reason },
      );
    }
    acknowledgeManagedPolicy(
      this.cluster,
      'service-role/AmazonRDSEnhancedMonitoringRole',
      'The role that enhanced monitoring asks for; AWS keeps its policy up to date.',
    );
  }
}

function instances(
  { database, readers }: Size,
  key: Key,
): {
  writer: IClusterInstance;
  readers: IClusterInstance[];
  serverlessV2MinCapacity?: number;
  serverlessV2MaxCapacity?: number;
} {
  const insights = {
    enablePerformanceInsights: true,
    performanceInsightRetention: PerformanceInsightRetention.MONTHS_15,
    performanceInsightEncryptionKey: key,
  };
  const ids = Array.from({ length: readers }, (_, index) => `Reader${index + 1}`);
  if ('instance' in database) {
    const instance = (id: string, instanceType: InstanceType): IClusterInstance =>
      ClusterInstance.provisioned(id, { ...insights, instanceType, promotionTier: 0 });
    return { writer: instance('Writer', database.instance), readers: ids.map((id) => instance(id, database.instance)) };
  }
  return {
    writer: ClusterInstance.serverlessV2('Writer', insights),
    readers: ids.map((id) => ClusterInstance.serverlessV2(id, { ...insights, scaleWithWriter: true })),
    serverlessV2MinCapacity: database.serverless.least,
    serverlessV2MaxCapacity: database.serverless.most,
  };
}
