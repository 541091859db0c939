import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { HealthTrackerStack } from '../lib/health-tracker-stack.js';
import { findingsOf } from './support/synthesis.js';

describe('The checks of a synthesis', () => {
  // One that is medium is synthesized by the program itself, in the step before the tests.
  it.each(['small', 'large'] as const)('find nothing in an installation that is %s', (size) => {
    expect(findingsOf(size)).toEqual([]);
  });
});

describe('An exception', () => {
  it('is made for something that the checks find, and has a reason', () => {
    const exceptions: { path: string; id: string; reason?: string }[] = [];
    const noted = jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation(function note(this: Validations, ...rules) {
      const { path } = (this as unknown as { scope: IConstruct }).scope.node;
      exceptions.push(...rules.map(({ id, reason }) => ({ path, id, reason })));
    });
    const findings = findingsOf('medium').map((finding) => finding.split(': '));
    noted.mockRestore();

    const own = exceptions.filter(({ path }) => !path.endsWith('/FlowLog')); // those are CDK's
    expect(own.length).toBeGreaterThan(20);
    const isFound = ({ path, id }: { path: string; id: string }): boolean =>
      findings.some(([, rule = '', at = '']) => id.endsWith(rule) && at.startsWith(path));
    expect(own.filter((exception) => !isFound(exception))).toEqual([]);
    expect(own.filter(({ reason = '' }) => reason.length < 20)).toEqual([]);
  });
});

/** The first resource of a type. */
function resource<T>(stack: HealthTrackerStack, type: new (...args: never[]) => T): T {
  return stack.node.findAll().find((construct): construct is T & typeof construct => construct instanceof type)!;
}

interface Defect {
  plant: (stack: HealthTrackerStack) => void;
  found: RegExp;
}

/** Mistakes that are easily made; each check has to find some of them. */
const defects: Record<string, Defect> = {
  'a property that there is not': {
    plant: (stack) => resource(stack, CfnLoadBalancer).addPropertyOverride('IdleTimeout', 60),
    found: /^CloudFormation Validate: F3002: .*Balancer/,
  },
  'a value that is none of those allowed': {
    plant: (stack) => resource(stack, CfnTargetGroup).addPropertyOverride('TargetType', 'container'),
    found: /^CloudFormation Validate: [A-Z]\d+: .*Blue/,
  },
  'processors and memory that Fargate does not have together': {
    plant: (stack) => resource(stack, CfnTaskDefinition).addPropertyOverride('Memory', '512'),
    found: /^CloudFormation Validate: E3047: .*Task/,
  },
  'a reference to nothing': {
    plant: (stack) => resource(stack, CfnService).addPropertyOverride('Cluster', { Ref: 'NoSuchCluster' }),
    found: /^CloudFormation Validate: F1020: .*Service/,
  },
  'backups that go back a week only': {
    plant: (stack) => resource(stack, CfnDBCluster).addPropertyOverride('BackupRetentionPeriod', 7),
    found: /^CloudFormation Validate: database_restorable_for_35_days: .*Cluster/,
  },
  'a key that is never turned': {
    plant: (stack) => Object.assign(resource(stack, CfnKey), { enableKeyRotation: false }),
    found: /^AwsSolutions: AwsSolutions-KMS5: .*Keys/,
  },
  'a database whose disks anybody could read': {
    plant: (stack) => Object.assign(resource(stack, CfnDBCluster), { storageEncrypted: false }),
    found: /^HIPAA.Security: HIPAA.Security-RDSStorageEncrypted: .*Cluster/,
  },
  'a role that may do everything': {
    plant: (stack) =>
      Object.assign(resource(stack, CfnPolicy), {
        policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      }),
    found: /^AwsSolutions: AwsSolutions-IAM5\[Action::\*\]: /,
  },
};

describe('The checks of a synthesis find', () => {
  let findings: string[];
  beforeAll(() => {
    findings = findingsOf('medium', (stack) => {
      for (const { plant } of Object.values(defects)) plant(stack);
    });
  });

  it.each(Object.entries(defects))('%s', (_name, { found }) => {
    expect(findings).toContainEqual(expect.stringMatching(found));
  });
});
