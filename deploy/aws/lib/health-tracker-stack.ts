import { CfnOutput, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.js';
import { watchAnswers, watchDatabaseSpeed, watchProcesses, watchProxy } from './alarms/answers-slow.js';
import { Complaint } from './alarms/complaint.js';
import { watchAudit, watchPopulation, watchReplicas } from './alarms/scores-inaccurate.js';
import { watchAdmission, watchDatabaseLimits, watchErrors, watchTasks } from './alarms/service-crashes.js';
import { Backups } from './backups.js';
import { Database } from './database.js';
import { EncryptionKeys } from './encryption-keys.js';
import { REPOSITORY_NAME } from './image-repository-stack.js';
import { LoadBalancer } from './load-balancer.js';
import { logGroup } from './log-group.js';
import { Migration } from './migration.js';
import { Network } from './network.js';
import type { Options } from './options.js';
import { RestartAfterRotation } from './restart-after-rotation.js';
import { serviceTask } from './service-task.js';
import { metricsToken, tokenSecret } from './service-secrets.js';
import { Service } from './service.js';

/** The whole installation on one page. */
export class HealthTrackerStack extends Stack {
  constructor(scope: Construct, id: string, { options, ...props }: StackProps & { options: Options }) {
    super(scope, id, { terminationProtection: true, ...props });
    const { size, certificateArn, imageTag, alarmEmail, identityProvider } = options;
    const keys = new EncryptionKeys(this, 'Keys');
    const network = new Network(this, 'Network', { size, logKey: keys.operations });
    const database = new Database(this, 'Database', { size, network, keys });
    new Backups(this, 'Backups', { cluster: database.cluster, key: keys.data });
    const loadBalancer = new LoadBalancer(this, 'LoadBalancer', { network, keys, certificateArn });

    const topic = alarmTopic(this, 'Alarms', keys.operations, alarmEmail);
    const inaccurate = new Complaint(this, 'ScoresInaccurate', 'scores-inaccurate', topic);
    const slow = new Complaint(this, 'AnswersSlow', 'answers-slow', topic);
    const crashes = new Complaint(this, 'ServiceCrashes', 'service-crashes', topic);
    const rollBackOn = [
      watchAudit(inaccurate),
      watchAnswers(slow, loadBalancer.balancer),
      watchErrors(crashes, loadBalancer.balancer),
    ];

    const cluster = new Cluster(this, 'Cluster', { vpc: network.vpc, containerInsightsV2: ContainerInsights.ENHANCED });
    const logs = (of: string): LogGroup => logGroup(this, of, keys.operations);
    const context = {
      size,
      database,
      image: ContainerImage.fromEcrRepository(Repository.fromRepositoryName(this, 'Images', REPOSITORY_NAME), imageTag),
      logs: logs('ServiceLogs'),
    };
    const migration = new Migration(this, 'Migration', { context, cluster, network, hookLogs: logs('MigrationLogs') });
    const { service } = new Service(this, 'Service', {
      size,
      cluster,
      network,
      loadBalancer,
      task: serviceTask(this, 'ServiceTask', context, {
        metricLogs: logs('MetricLogs'),
        tokens: tokenSecret(this, 'TokenSecret', keys.data),
        metricsToken: metricsToken(this, 'MetricsToken', keys.data),
        identityProvider,
        imageTag,
      }),
      migration: migration.hook,
      rollBackOn,
    });
    service.node.addDependency(migration, database); // there is a server, and the right to ask it, before the first release
    new RestartAfterRotation(this, 'RestartAfterRotation', {
      service,
      secret: database.credentials.service,
      logs: logs('RotationLogs'),
    });

    watchPopulation(inaccurate);
    watchProcesses(slow);
    watchAdmission(crashes, loadBalancer.balancer);
    watchReplicas(inaccurate, database.cluster);
    watchDatabaseSpeed(slow, database.cluster, 'serverless' in size.database);
    if (database.proxies) watchProxy(slow, database.proxies.proxy);
    watchTasks(crashes, service, [loadBalancer.blue, loadBalancer.green], size.tasks.least);
    watchDatabaseLimits(crashes, database.cluster, size.tasks.most);

    Validations.of(this).acknowledge({
      id: 'HIPAA.Security-IAMNoInlinePolicy',
      reason: 'Each policy is for one role, written with it and gone with it: nothing else can come by its rights.',
    });
    const { subnetIds } = network.vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_WITH_EGRESS });
    const outputs = {
      Address: loadBalancer.balancer.loadBalancerDnsName,
      ClusterName: cluster.clusterName,
      OneOffTask: migration.task.taskDefinitionArn,
      TaskSubnets: subnetIds.join(','),
      TaskSecurityGroup: network.tasks.securityGroupId,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  /** Three zones of whichever region this is for, without asking AWS which they are. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
