import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { serviceMetric } from '../service-metrics.js';
import type { Complaint } from './complaint.js';

const FIVE_MINUTES = Duration.minutes(5);
const QUARTER = Duration.minutes(15);

/** The population may be long to read, and of yesterday, before anything in it is wrong. */
export function watchPopulation(complaint: Complaint): void {
  complaint.alarm('ledger-grows', 'The ledger of the population is not folded any more.', {
    metric: serviceMetric('ledgerRows', 'Maximum', FIVE_MINUTES),
    above: 50_000,
    periods: 2,
  });
  complaint.alarm('days-do-not-end', 'Users whose local day is over for half an hour are still scored by it among the others.', {
    metric: serviceMetric('rollOverLag', 'Maximum', FIVE_MINUTES),
    above: 1800,
  });
}

/** The service audits a few users all the time; that it does is watched, too. */
export function watchAudit(complaint: Complaint): Alarm {
  complaint.alarm('audit-is-silent', 'No user was audited for a quarter of an hour: nobody watches the scores.', {
    metric: serviceMetric('auditedUsers', 'Sum', QUARTER),
    below: 1,
    silence: true,
  });
  return complaint.alarm('audit-differs', "Somebody's figures are not as the records say.", {
    metric: serviceMetric('differingUsers', 'Sum', FIVE_MINUTES),
    above: 0,
  });
}

export function watchReplicas(complaint: Complaint, cluster: DatabaseCluster): void {
  complaint.alarm('replica-lags', 'Readers are more than a second behind.', {
    metric: cluster.metric('AuroraReplicaLagMaximum', { statistic: 'Maximum', period: Duration.minutes(1) }),
    above: 1000,
    periods: 3,
  });
}
