import { Match } from 'aws-cdk-lib/assertions';
import { sizes, type SizeName } from '../lib/sizes.js';
import { templateOf } from './support/synthesis.js';

const names = Object.keys(sizes) as SizeName[];
const templates = Object.fromEntries(names.map((name) => [name, templateOf(name)])) as Record<
  SizeName,
  ReturnType<typeof templateOf>
>;

describe.each(names)('The database of a %s installation', (name) => {
  const template = templates[name];

  it('is encrypted with a key of ours, restorable for 35 days, and not deleted by mistake', () => {
    template.hasResource('AWS::RDS::DBCluster', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        StorageEncrypted: true,
        KmsKeyId: Match.objectLike({ 'Fn::GetAtt': [Match.stringLikeRegexp('KeysData'), 'Arn'] }),
        BackupRetentionPeriod: 35,
        DeletionProtection: true,
        CopyTagsToSnapshot: true,
        EnableIAMDatabaseAuthentication: true,
        DatabaseInsightsMode: 'advanced',
        MonitoringInterval: 60,
      }),
    });
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: Match.arrayWith([
          Match.objectLike({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 35 } }),
          Match.objectLike({ Lifecycle: { DeleteAfterDays: 2555 } }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::Backup::BackupVault', { LockConfiguration: { MinRetentionDays: 35 } });
  });

  it('has the readers that the size says, each able to take over', () => {
    template.resourceCountIs('AWS::RDS::DBInstance', 1 + sizes[name].readers);
    for (const { Properties } of Object.values(template.findResources('AWS::RDS::DBInstance'))) {
      expect((Properties as { PromotionTier: number }).PromotionTier).toBeLessThanOrEqual(1);
    }
  });

  it('takes encrypted connections only, limits what runs, and logs nobody’s values', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: Match.objectLike({
        'rds.force_ssl': '1',
        statement_timeout: '15000',
        idle_in_transaction_session_timeout: '10000',
        log_parameter_max_length: '0',
        'auto_explain.log_parameter_max_length': '0',
        log_min_error_statement: 'panic',
        log_error_verbosity: 'terse',
      }),
    });
  });

  it('gets new passwords every 30 days', () => {
    const schedules = Object.values(template.findResources('AWS::SecretsManager::RotationSchedule'));
    expect(schedules).toHaveLength(2);
    for (const { Properties } of schedules) {
      expect(Properties).toMatchObject({ RotationRules: { ScheduleExpression: 'rate(30 days)' } });
    }
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ detail: Match.objectLike({ eventName: ['RotationSucceeded'] }) }),
    });
  });

  it('has a proxy in front of it where the size says so', () => {
    template.resourceCountIs('AWS::RDS::DBProxy', sizes[name].proxy ? 1 : 0);
    if (sizes[name].proxy) template.hasResourceProperties('AWS::RDS::DBProxy', { RequireTLS: true });
  });
});
