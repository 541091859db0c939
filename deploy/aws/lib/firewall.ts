import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { logGroup } from './log-group.js';

/** For each address, in five minutes; the service's own limits, for each key, are tighter. */
const REQUESTS_AN_ADDRESS = 2000;

/** WAF asks for the beginning of the name. */
const LOG_GROUP = 'aws-waf-logs-health-tracker';

/** Rules that AWS keeps up to date. */
const MANAGED = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
];
/** Rules of theirs that an API has to break: files of health records are larger than the 8 KiB that this one allows for. */
const COUNTED_ONLY = ['SizeRestrictions_BODY'];

/** Turns away, before the load balancer, floods and what is known to be an attack. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { balancer, logKey }: { balancer: ApplicationLoadBalancer; logKey: Key }) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('Firewall'),
      rules: [
        {
          name: 'floods',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429, responseHeaders: [{ name: 'Retry-After', value: '300' }] } } },
          statement: { rateBasedStatement: { limit: REQUESTS_AN_ADDRESS, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
          visibilityConfig: visibility('Floods'),
        },
        ...MANAGED.map((name, index) => ({
          name,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name,
              ruleActionOverrides:
                name === 'AWSManagedRulesCommonRuleSet'
                  ? COUNTED_ONLY.map((rule) => ({ name: rule, actionToUse: { count: {} } }))
                  : undefined,
            },
          },
          visibilityConfig: visibility(name),
        })),
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: balancer.loadBalancerArn, webAclArn: acl.attrArn });
    const logs = logGroup(this, 'Logs', logKey, LOG_GROUP);
    const logging = new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // WAF takes the ARN without the :* that a log group has at its end.
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: LOG_GROUP,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }, { queryString: {} }],
    });
    logging.node.addDependency(logs);
  }
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false }; // samples would show credentials
}
