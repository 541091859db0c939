import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/synthesis.js';

const template = templateOf('medium');
const properties = (type: string): Record<string, unknown>[] =>
  Object.values(template.findResources(type)).map((resource) => (resource as { Properties: Record<string, unknown> }).Properties);

describe('The network', () => {
  it('lets the world in at one port of one group: HTTPS of the load balancer', () => {
    const inline = properties('AWS::EC2::SecurityGroup').flatMap(
      ({ SecurityGroupIngress = [] }) => SecurityGroupIngress as object[],
    );
    expect(inline).toEqual([]);
    const open = properties('AWS::EC2::SecurityGroupIngress').filter(
      ({ CidrIp, CidrIpv6 }) => CidrIp === '0.0.0.0/0' || CidrIpv6,
    );
    expect(open).toEqual([expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })]);
    expect(JSON.stringify(open[0]?.GroupId)).toContain('LoadBalancer');
  });

  it('lets nothing but tasks, the proxy and the rotation of passwords reach the database', () => {
    const intoDatabase = properties('AWS::EC2::SecurityGroupIngress').filter(({ GroupId }) =>
      JSON.stringify(GroupId).includes('NetworkDatabase'),
    );
    const sources = intoDatabase.map(
      ({ SourceSecurityGroupId }) => JSON.stringify(SourceSecurityGroupId).match(/Network([A-Za-z]+?)[A-F\d]{8}/)?.[1],
    );
    expect(new Set(sources)).toEqual(new Set(['Tasks', 'Database', 'PasswordRotation']));
  });

  it('spans three zones, and gives nothing but the load balancer and the gateways a public subnet', () => {
    expect(properties('AWS::EC2::Subnet')).toHaveLength(9);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
    });
  });
});

describe('The load balancer', () => {
  it('speaks TLS 1.3 only, and answers 404 for what is not the service’s and for its metrics', () => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
      DefaultActions: [Match.objectLike({ FixedResponseConfig: { StatusCode: '404' } })],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 5,
      Conditions: [Match.objectLike({ PathPatternConfig: { Values: ['/metrics', '/metrics/*'] } })],
      Actions: [Match.objectLike({ FixedResponseConfig: { StatusCode: '404' } })],
    });
  });

  it('asks tasks whether they are ready, and leaves those that end half a minute for what is under way', () => {
    template.allResourcesProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/health/ready',
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]),
    });
  });

  it('is behind a firewall that turns floods away with 429 and logs no credentials', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      Rules: Match.arrayWith([
        Match.objectLike({
          Statement: { RateBasedStatement: Match.objectLike({ AggregateKeyType: 'IP', Limit: 2000 }) },
          Action: { Block: { CustomResponse: Match.objectLike({ ResponseCode: 429 }) } },
        }),
      ]),
    });
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: Match.arrayWith([{ SingleHeader: { Name: 'authorization' } }]),
    });
    template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });
});
