import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { acknowledgeManagedPolicy } from './managed-policy.js';
import { RESTORABLE_DAYS } from './database.js';

const YEARS_KEPT = 7;

/** Copies apart from the database, which those who administer it cannot delete before their time. */
export class Backups extends Construct {
  readonly vault: BackupVault;

  constructor(scope: Construct, id: string, { cluster, key }: { cluster: DatabaseCluster; key: Key }) {
    super(scope, id);
    this.vault = new BackupVault(this, 'Vault', {
      encryptionKey: key,
      lockConfiguration: { minRetention: Duration.days(RESTORABLE_DAYS) },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const plan = new BackupPlan(this, 'Plan', { backupVault: this.vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'to-the-second',
        enableContinuousBackup: true,
        scheduleExpression: Schedule.cron({ minute: '0', hour: '2' }),
        deleteAfter: Duration.days(RESTORABLE_DAYS),
      }),
    );
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'monthly',
        scheduleExpression: Schedule.cron({ minute: '0', hour: '1', day: '1' }),
        deleteAfter: Duration.days(365 * YEARS_KEPT),
      }),
    );
    const selection = plan.addSelection('Database', { resources: [BackupResource.fromRdsDatabaseCluster(cluster)] });
    acknowledgeManagedPolicy(
      selection,
      'service-role/AWSBackupServiceRolePolicyForBackup',
      'The role that AWS Backup asks for; AWS keeps its policy up to date.',
    );
  }
}
