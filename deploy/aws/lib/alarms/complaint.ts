import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** By complaint, where a person reads on. */
const RUNBOOK = {
  'scores-inaccurate': 'docs/troubleshooting.md#scores-are-inaccurate',
  'answers-slow': 'docs/troubleshooting.md#answers-are-slow',
  'service-crashes': 'docs/troubleshooting.md#the-service-crashes-under-load',
};

interface When {
  metric: IMetric;
  /** The last value at which all is well. */
  above?: number;
  /** The first value at which all is well. */
  below?: number;
  /** How many periods in a row; 1 by default. */
  periods?: number;
  /** Whether it is an alarm, too, when nothing is heard. */
  silence?: boolean;
}

/** What people complain of, and the measurements that tell of it before they do: each pages, and names what to read. */
export class Complaint extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly complaint: keyof typeof RUNBOOK,
    private readonly topic: ITopic,
  ) {
    super(scope, id);
  }

  /** The first sentence of the page that somebody gets. */
  alarm(name: string, says: string, { metric, above, below, periods = 1, silence = false }: When): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: `health-tracker/${this.complaint}/${name}`,
      alarmDescription: `${says} Runbook: ${RUNBOOK[this.complaint]}`,
      metric,
      threshold: above ?? below ?? 0,
      comparisonOperator:
        below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}
