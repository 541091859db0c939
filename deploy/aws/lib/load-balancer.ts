import { Duration } from 'aws-cdk-lib';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCertificate,
  ListenerCondition,
  SslPolicy,
  TargetGroupLoadBalancingAlgorithmType,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { accessLogBucket } from './access-log-bucket.js';
import { Firewall } from './firewall.js';
import type { EncryptionKeys } from './encryption-keys.js';
import { type Network, SERVICE_PORT } from './network.js';

/** What the world sees: HTTPS only, to whichever of two groups of tasks, blue and green, has the traffic. */
export class LoadBalancer extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly listener: ApplicationListener;
  readonly rule: ApplicationListenerRule;
  readonly blue: ApplicationTargetGroup;
  readonly green: ApplicationTargetGroup;

  constructor(
    scope: Construct,
    id: string,
    { network, keys, certificateArn }: { network: Network; keys: EncryptionKeys; certificateArn: string },
  ) {
    super(scope, id);
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc: network.vpc,
      vpcSubnets: { subnetType: SubnetType.PUBLIC },
      securityGroup: network.loadBalancer,
      internetFacing: true,
      deletionProtection: true,
      dropInvalidHeaderFields: true,
      idleTimeout: Duration.seconds(60), // less than the service keeps a connection
    });
    this.balancer.logAccessLogs(accessLogBucket(this, 'AccessLogs'));
    const notFound = ListenerAction.fixedResponse(404);
    this.blue = this.targetGroup('Blue', network);
    this.green = this.targetGroup('Green', network);
    this.listener = this.balancer.addListener('Https', {
      port: 443,
      protocol: ApplicationProtocol.HTTPS,
      certificates: [ListenerCertificate.fromArn(certificateArn)],
      sslPolicy: SslPolicy.TLS13_13,
      open: false,
      defaultAction: notFound,
    });
    this.rule = new ApplicationListenerRule(this, 'Service', {
      listener: this.listener,
      priority: 10,
      conditions: [ListenerCondition.pathPatterns(['/*'])],
      action: ListenerAction.weightedForward([
        { targetGroup: this.blue, weight: 100 },
        { targetGroup: this.green, weight: 0 },
      ]),
    });
    // Metrics are for the collector beside each task alone.
    new ApplicationListenerRule(this, 'NoMetrics', {
      listener: this.listener,
      priority: 5,
      conditions: [ListenerCondition.pathPatterns(['/metrics', '/metrics/*'])],
      action: notFound,
    });
    new Firewall(this, 'Firewall', { balancer: this.balancer, logKey: keys.operations });
  }

  private targetGroup(id: string, { vpc }: Network): ApplicationTargetGroup {
    return new ApplicationTargetGroup(this, id, {
      vpc,
      port: SERVICE_PORT,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.IP,
      deregistrationDelay: Duration.seconds(30),
      loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
      healthCheck: {
        path: '/health/ready',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
  }
}
