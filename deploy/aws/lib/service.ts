import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  AlarmBehavior,
  AlternateTarget,
  AvailabilityZoneRebalancing,
  type Cluster,
  DeploymentStrategy,
  FargateService,
  type IDeploymentLifecycleHookTarget,
  ListenerRuleConfiguration,
  type FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { LoadBalancer } from './load-balancer.js';
import { acknowledgeManagedPolicy } from './managed-policy.js';
import { type Network, SERVICE_PORT } from './network.js';
import { scale } from './scaling.js';
import { SERVICE_CONTAINER } from './service-task.js';
import type { Size } from './sizes.js';

/** How long the tasks of the last release wait, without traffic, for the new ones to prove themselves. */
const BAKE_TIME = Duration.minutes(10);

export interface ServiceProps {
  size: Size;
  cluster: Cluster;
  network: Network;
  loadBalancer: LoadBalancer;
  task: FargateTaskDefinition;
  /** Runs before the first task of a release. */
  migration: IDeploymentLifecycleHookTarget;
  /** A release that sets one of these off, while it bakes, is rolled back. */
  rollBackOn: Alarm[];
}

/** The tasks behind the load balancer; a release starts a second set of them, and moves the traffic when they are ready. */
export class Service extends Construct {
  readonly service: FargateService;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { size, cluster, network, loadBalancer, task, migration, rollBackOn } = props;
    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition: task,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [network.tasks],
      assignPublicIp: false,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      healthCheckGracePeriod: Duration.seconds(60),
      deploymentStrategy: DeploymentStrategy.BLUE_GREEN,
      bakeTime: BAKE_TIME,
      lifecycleHooks: [migration],
      circuitBreaker: { enable: true, rollback: true },
      deploymentAlarms: { alarmNames: rollBackOn.map(({ alarmName }) => alarmName), behavior: AlarmBehavior.ROLLBACK_ON_ALARM },
    });
    loadBalancer.blue.addTarget(
      this.service.loadBalancerTarget({
        containerName: SERVICE_CONTAINER,
        containerPort: SERVICE_PORT,
        alternateTarget: new AlternateTarget('Green', {
          alternateTargetGroup: loadBalancer.green,
          productionListener: ListenerRuleConfiguration.applicationListenerRule(loadBalancer.rule),
        }),
      }),
    );
    acknowledgeManagedPolicy(
      this.service,
      'AmazonECSInfrastructureRolePolicyForLoadBalancers',
      'The role with which ECS moves the traffic; AWS keeps its policy up to date.',
    );
    scale(this.service, loadBalancer.balancer, size);
  }
}
