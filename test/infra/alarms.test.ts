import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { JOBS } from '../../infra/jobs.ts';
import { resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const DESCRIPTION_LIMIT = 1024;

describe.each(JOBS)('the alarms of $step', (job) => {
  it.each([
    ['errors', 'AWS/Lambda', 'Errors'],
    ['dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
  ])('say on %s what people lose and what to do next', (kind, namespace, metric) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `revloop-${job.step}-${kind}`,
      AlarmDescription: Match.stringLikeRegexp(`^${job.step} .*${literally(job.impact)} Next: .+`),
      Namespace: namespace,
      MetricName: metric,
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Alarms') }],
    });
  });
});

describe('the alarm on changes that nobody can read', () => {
  it('rings on what the receiver counts in its log lines', () => {
    const logs = [...resourcesOf(template, 'AWS::Logs::LogGroup').entries()];
    const [receiver] = logs.filter(
      ([, { Properties }]) => Properties['LogGroupName'] === '/aws/lambda/revloop-receive-changes',
    );
    const metric = { MetricNamespace: 'RevLoop', MetricName: 'revloop-quarantined-changes' };

    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: { Ref: receiver?.[0] },
      FilterPattern: '{ $.rejected > 0 }',
      MetricTransformations: [{ ...metric, MetricValue: '$.rejected' }],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'revloop-receive-changes-quarantine',
      Namespace: metric.MetricNamespace,
      MetricName: metric.MetricName,
      Statistic: 'Sum',
      Threshold: 1,
    });
  });
});

describe('alarm texts', () => {
  it('fit into what CloudWatch shows', () => {
    const texts = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) =>
      String(Properties['AlarmDescription']),
    );

    expect(texts).toHaveLength(JOBS.length * 2 + 1);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
  });
});

describe('the alarm topic', () => {
  it('is encrypted with a key that CloudWatch may use for it', () => {
    template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': ['DataKey', 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          }),
        ]),
      }),
    });
  });

  it('mails the people that the config names', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    });
  });
});

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
