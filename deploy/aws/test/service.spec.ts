import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './support/synthesis.js';

interface Container {
  Name: string;
  Command?: string[];
  Environment?: { Name: string; Value: unknown }[];
  Secrets?: { Name: string }[];
  User?: string;
  ReadonlyRootFilesystem?: boolean;
  MountPoints?: object[];
}

const template = templateOf('medium');
const tasks = Object.values(template.findResources('AWS::ECS::TaskDefinition')).map(
  ({ Properties }) => Properties as { ContainerDefinitions: Container[]; RuntimePlatform: object },
);
const containers = tasks.flatMap((task) => task.ContainerDefinitions);
const container = (name: string): Container => containers.find(({ Name }) => Name === name)!;
const valuesOf = ({ Environment = [] }: Container): Record<string, unknown> =>
  Object.fromEntries(Environment.map(({ Name, Value }) => [Name, Value]));

/** The settings that the service knows, from the table of its README. */
const knownSettings = [
  ...readFileSync(join(__dirname, '..', '..', '..', '..', 'README.md'), 'utf8').matchAll(/^\| `([A-Z_]+)`/gm),
].map(([, name]) => name!);
/** What Node.js, PostgreSQL's driver and the collector read themselves. */
const OTHERS_SETTINGS = /^(NODE_OPTIONS|PG(USER|PASSWORD|OPTIONS)|OTEL_EXPORTER_OTLP_ENDPOINT|AOT_CONFIG_CONTENT)$/;

describe('A task', () => {
  it('runs on ARM64, with nothing to write to, and its service not as root', () => {
    for (const { RuntimePlatform } of tasks) expect(RuntimePlatform).toMatchObject({ CpuArchitecture: 'ARM64' });
    expect(containers.map(({ Name }) => Name).toSorted()).toEqual(['collector', 'migrate', 'service']);
    for (const { ReadonlyRootFilesystem } of containers) expect(ReadonlyRootFilesystem).toBe(true);
    for (const name of ['service', 'migrate']) expect(container(name).User).toBe('1000:1000');
  });

  it('of the service has a place for files that wait to be imported', () => {
    const { MountPoints } = container('service');
    expect(MountPoints).toEqual([{ ContainerPath: '/app/data', ReadOnly: false, SourceVolume: 'imports' }]);
  });

  it('is given settings that the service has, and passwords as references only', () => {
    expect(knownSettings.length).toBeGreaterThan(8);
    const given = containers.flatMap(({ Environment = [], Secrets = [] }) =>
      [...Environment, ...Secrets].map(({ Name }) => Name),
    );
    expect(given.filter((name) => !knownSettings.includes(name) && !OTHERS_SETTINGS.test(name))).toEqual([]);
    for (const { Environment = [] } of containers) {
      expect(Environment.filter(({ Name }) => /PASSWORD|SECRET|KEY|TOKEN/.test(Name))).toEqual([]);
      expect(JSON.stringify(Environment)).not.toMatch(/resolve:secretsmanager/);
    }
    expect(container('service').Secrets?.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['PGUSER', 'PGPASSWORD', 'TOKEN_SECRET']),
    );
  });

  it('reaches the database by an encrypted connection whose certificate is checked', () => {
    for (const name of ['service', 'migrate']) {
      expect(JSON.stringify(valuesOf(container(name)).DATABASE_URL)).toContain('?sslmode=verify-full');
    }
  });

  it('of the service goes through the proxy and migrates nothing; that of a migration goes straight, without limits', () => {
    const [service, migrate] = [valuesOf(container('service')), valuesOf(container('migrate'))];
    expect(JSON.stringify(service.DATABASE_URL)).toContain('Proxies');
    expect(service).toMatchObject({ MIGRATE_ON_START: 'false', PREPARED_STATEMENTS: 'false', NODE_ENV: 'production' });
    expect(JSON.stringify(migrate.DATABASE_URL)).toContain('Cluster');
    expect(migrate.PGOPTIONS).toContain('statement_timeout=0');
    expect(container('migrate').Command?.at(-1)).toBe('dist/src/commands/migrate.js');
  });

  it('has the rights of its collector and no others', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.startsWith('ServiceTaskTaskRole'),
    );
    const actions = policies.flatMap(([, { Properties }]) =>
      (Properties as { PolicyDocument: { Statement: { Action: string | string[] }[] } }).PolicyDocument.Statement.flatMap(
        ({ Action }) => Action,
      ),
    );
    expect(actions.toSorted()).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });
});

describe('A release', () => {
  it('migrates before its first task, waits before the last one’s tasks end, and goes back by itself', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        Strategy: 'BLUE_GREEN',
        BakeTimeInMinutes: 10,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        Alarms: { Enable: true, Rollback: true, AlarmNames: [Match.anyValue(), Match.anyValue(), Match.anyValue()] },
        LifecycleHooks: [Match.objectLike({ LifecycleStages: ['PRE_SCALE_UP'] })],
      },
    });
  });

  it('finds a database that is there', () => {
    const [{ DependsOn = [] } = {}] = Object.values(template.findResources('AWS::ECS::Service')) as { DependsOn?: string[] }[];
    expect(DependsOn).toContainEqual(expect.stringMatching(/^DatabaseClusterWriter/));
  });

  it('never moves the tag of an image', () => {
    expect(JSON.stringify(tasks)).toContain(':1.0.0');
  });
});

describe('The number of tasks', () => {
  it('follows the processors and the time of answers', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 3, MaxCapacity: 12 });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: Match.objectLike({ TargetValue: 50 }),
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', { PolicyType: 'StepScaling' });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      ExtendedStatistic: 'p95',
      MetricName: 'TargetResponseTime',
      Threshold: 0.5,
      AlarmActions: [Match.objectLike({ Ref: Match.stringLikeRegexp('SlowAnswers') })],
    });
  });
});
