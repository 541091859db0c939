import { CfnOutput, Fn, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.js';
import { watchAnswers, watchDatabaseSpeed, watchProxy } from './alarms/answers-slow.js';
import { Complaint } from './alarms/complaint.js';
import { watchAudit, watchReplicas } from './alarms/scores-inaccurate.js';
import { watchDatabaseLimits, watchErrors, watchTasks } from './alarms/service-crashes.js';
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
import { tokenSecret } from './token-secret.js';
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
        identityProvider,
      }),
      migration: migration.hook,
      rollBackOn,
    });
    service.node.addDependency(migration); // its roles have their rights before the first release asks
    new RestartAfterRotation(this, 'RestartAfterRotation', {
      service,
      secret: database.credentials.service,
      logs: logs('RotationLogs'),
    });

    watchReplicas(inaccurate, database.cluster);
    watchDatabaseSpeed(slow, database.cluster, 'serverless' in size.database);
    if (database.proxies) watchProxy(slow, database.proxies.proxy);
    watchTasks(crashes, service, [loadBalancer.blue, loadBalancer.green], size.tasks.least);
    watchDatabaseLimits(crashes, database.cluster);

    Validations.of(this).acknowledge({
      id: 'HIPAA.Security-IAMNoInlinePolicy',
      reason: 'Each policy is for one role, written with it and gone with it: nothing else can come by its rights.',
    });
    new CfnOutput(this, 'Address', { value: loadBalancer.balancer.loadBalancerDnsName });
    new CfnOutput(this, 'OneOffTask', { value: migration.task.taskDefinitionArn });
  }

  /** Three zones of whichever region this is for, without asking AWS which they are. */
  override get availabilityZones(): string[] {
    return [0, 1, 2].map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
