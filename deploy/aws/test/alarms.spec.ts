import { Match } from 'aws-cdk-lib/assertions';
import { serviceMetricNames } from '../lib/service-metrics.js';
import { templateOf } from './support/synthesis.js';

interface Measured {
  Namespace?: string;
  MetricName?: string;
}

interface AlarmProperties extends Measured {
  AlarmName?: string;
  AlarmDescription?: string;
  AlarmActions?: object[];
  /** Of an expression, what it is made of. */
  Metrics?: { MetricStat?: { Metric: Measured } }[];
}

const template = templateOf('medium');
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties as AlarmProperties,
);
const paging = alarms.filter(({ AlarmName }) => AlarmName !== undefined); // the others scale

describe('Alarms', () => {
  it.each([
    ['scores-inaccurate', 'scores-are-inaccurate'],
    ['answers-slow', 'answers-are-slow'],
    ['service-crashes', 'the-service-crashes-under-load'],
  ])('tell of the complaint %s, and where to read on', (complaint, paragraph) => {
    const told = paging.filter(({ AlarmName }) => AlarmName?.startsWith(`health-tracker/${complaint}/`));
    expect(told.length).toBeGreaterThanOrEqual(3);
    for (const { AlarmDescription } of told)
      expect(AlarmDescription).toMatch(new RegExp(`\\. Runbook: docs/troubleshooting\\.md#${paragraph}$`));
  });

  it('page somebody, each of them', () => {
    for (const { AlarmActions } of paging) expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Alarms/) }]);
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'on-call@example.org' });
  });

  it('are not fooled by silence: nothing heard of the audit is an alarm, too', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'health-tracker/scores-inaccurate/audit-is-silent',
      TreatMissingData: 'breaching',
    });
  });

  it('are about metrics that the collector passes on', () => {
    const measured = paging.flatMap(({ Metrics = [], ...alarm }): Measured[] => [
      alarm,
      ...Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : [])),
    ]);
    const ofTheService = measured.filter(({ Namespace }) => Namespace === 'HealthTracker').map(({ MetricName }) => MetricName);
    expect(new Set(ofTheService)).toEqual(new Set(Object.values(serviceMetricNames)));
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: Match.arrayWith([
        Match.objectLike({
          Name: 'collector',
          Environment: [
            {
              Name: 'AOT_CONFIG_CONTENT',
              Value: Match.objectLike({
                'Fn::Join': [
                  '',
                  Match.arrayWith([
                    Match.stringLikeRegexp(
                      Object.values(serviceMetricNames)
                        .map((name) => `.*\\^${name}\\$`)
                        .join(''),
                    ),
                  ]),
                ],
              }),
            },
          ],
        }),
      ]),
    });
  });
});
