import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { logGroup } from './log-group.js';
import type { Size } from './sizes.js';

export const SERVICE_PORT = 3000;
const DATABASE_PORT = 5432;
/** Rules that fail where a port or an address is a reference. */
const PORT_RULES = ['HIPAA.Security-EC2RestrictedCommonPorts', 'HIPAA.Security-EC2RestrictedSSH'];
const UNREADABLE = 'The rule cannot read a reference; the tests look at what every security group lets in.';

/** What each part may speak to, and nothing else: the world to the load balancer, it to the tasks, they to the database. */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly loadBalancer: SecurityGroup;
  readonly tasks: SecurityGroup;
  readonly database: SecurityGroup;
  readonly passwordRotation: SecurityGroup;

  constructor(scope: Construct, id: string, { size, logKey }: { size: Size; logKey: Key }) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      maxAzs: 3,
      natGateways: size.natGateways,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 22, mapPublicIpOnLaunch: false },
        { name: 'tasks', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
        { name: 'database', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 22 },
      ],
    });
    this.vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(logGroup(this, 'FlowLogs', logKey)),
    });
    this.vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });

    this.loadBalancer = this.group('LoadBalancer', 'The load balancer');
    this.tasks = this.group('Tasks', 'The tasks of the service');
    this.database = this.group('Database', 'The database and its proxy');
    this.passwordRotation = this.group('PasswordRotation', 'The functions that change passwords');
    this.loadBalancer.addIngressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS from everywhere');
    this.loadBalancer.addEgressRule(this.tasks, Port.tcp(SERVICE_PORT), 'Requests');
    this.tasks.addIngressRule(this.loadBalancer, Port.tcp(SERVICE_PORT), 'Requests');
    this.tasks.addEgressRule(this.database, Port.tcp(DATABASE_PORT), 'Statements');
    this.tasks.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'Services of AWS, and the keys of an identity provider');
    this.database.addIngressRule(this.tasks, Port.tcp(DATABASE_PORT), 'Statements');
    this.database.addIngressRule(this.database, Port.tcp(DATABASE_PORT), 'From the proxy');
    this.database.addEgressRule(this.database, Port.tcp(DATABASE_PORT), 'To behind the proxy');
    this.database.addIngressRule(this.passwordRotation, Port.tcp(DATABASE_PORT), 'New passwords');
    this.passwordRotation.addEgressRule(this.database, Port.tcp(DATABASE_PORT), 'New passwords');
    this.passwordRotation.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'Secrets Manager');
    if (size.privateEndpoints) this.addPrivateEndpoints();
    this.explainFindings();
  }

  private group(name: string, description: string): SecurityGroup {
    return new SecurityGroup(this, name, { vpc: this.vpc, description, allowAllOutbound: false, disableInlineRules: true });
  }

  private addPrivateEndpoints(): void {
    const endpoints = this.group('Endpoints', 'Private ways to services of AWS');
    endpoints.addIngressRule(Peer.ipv4(this.vpc.vpcCidrBlock), Port.tcp(443), 'From within the network');
    for (const id of ['AwsSolutions-EC23', ...PORT_RULES]) Validations.of(endpoints).acknowledge({ id, reason: UNREADABLE });
    const services = {
      Ecr: InterfaceVpcEndpointAwsService.ECR,
      EcrDocker: InterfaceVpcEndpointAwsService.ECR_DOCKER,
      Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
      Secrets: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      Keys: InterfaceVpcEndpointAwsService.KMS,
    };
    for (const [name, service] of Object.entries(services)) {
      this.vpc.addInterfaceEndpoint(name, { service, securityGroups: [endpoints], open: false });
    }
  }

  private explainFindings(): void {
    Validations.of(this.loadBalancer).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'It is the one door to the world, and HTTPS the one port.',
    });
    for (const id of PORT_RULES) Validations.of(this.database).acknowledge({ id, reason: UNREADABLE });
    Validations.of(this.vpc).acknowledge(
      {
        id: 'HIPAA.Security-VPCNoUnrestrictedRouteToIGW',
        reason:
          'The load balancer and the NAT gateways are alone in these subnets, and are what the world is to reach or be reached by.',
      },
      {
        id: 'HIPAA.Security-VPCDefaultSecurityGroupClosed',
        reason: 'Nothing is in it; to close it takes a function with rights on every security group.',
      },
    );
  }
}
