import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { JOBS } from '../../infra/jobs.ts';
import { resourcesOf, synthesize } from './synthesize.ts';

const template = synthesize();

const ScheduleSchema = z.object({
  Name: z.string(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string(),
  Target: z.object({
    Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
    Input: z.string(),
    DeadLetterConfig: z.object({ Arn: z.unknown() }),
    RetryPolicy: z.object({ MaximumRetryAttempts: z.int().positive() }),
  }),
});

const schedules = [...resourcesOf(template, 'AWS::Scheduler::Schedule').values()].map(({ Properties }) =>
  ScheduleSchema.parse(Properties),
);

describe('schedules', () => {
  it.each([
    ['revloop-ingest-crm-salesforce', 'rate(10 minutes)', 'Queue', '{"crm":"salesforce"}'],
    ['revloop-ingest-crm-hubspot', 'rate(10 minutes)', 'Queue', '{"crm":"hubspot"}'],
    ['revloop-ingest-channels', 'rate(6 hours)', 'Function', '{"schedule":"channels"}'],
    ['revloop-compute-kpis', 'cron(30 4 * * ? *)', 'Function', '{"schedule":"kpi"}'],
  ])('%s fires as configured, with its input', (name, expression, target, input) => {
    const schedule = schedules.find(({ Name }) => Name === name);

    expect(schedule?.ScheduleExpression).toBe(expression);
    expect(schedule?.Target.Arn['Fn::GetAtt'][0]).toContain(target);
    expect(schedule?.Target.Input).toBe(input);
  });

  it('are four, each in the business time zone', () => {
    const zones = schedules.map(({ ScheduleExpressionTimezone }) => ScheduleExpressionTimezone);

    expect(zones).toEqual(['Asia/Tokyo', 'Asia/Tokyo', 'Asia/Tokyo', 'Asia/Tokyo']);
  });

  it('are left out for a CRM that is not configured', () => {
    const one = synthesize({ config: 'test/infra/hubspot-only.yaml' });

    const names = [...resourcesOf(one, 'AWS::Scheduler::Schedule').values()].map(
      ({ Properties }) => Properties['Name'],
    );

    expect(names).toContain('revloop-ingest-crm-hubspot');
    expect(names).not.toContain('revloop-ingest-crm-salesforce');
  });
});

describe('rules', () => {
  it.each([
    ['rank-leads', 'compute-kpis.done', 'rankleadsFunction'],
    ['relay-feedback', 'compute-kpis.done', 'relayfeedbackFunction'],
    ['write-back', 'rank-leads.done', 'writebackQueue'],
  ])('start %s on %s of our bus', (step, detailType, target) => {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: `revloop-${step}`,
      EventBusName: { Ref: Match.stringLikeRegexp('^Bus') },
      EventPattern: { source: ['revloop'], 'detail-type': [detailType] },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(target), 'Arn'] },
          DeadLetterConfig: { Arn: Match.anyValue() },
          RetryPolicy: { MaximumRetryAttempts: 24, MaximumEventAgeInSeconds: 7200 },
        }),
      ],
    });
  });

  it('are five with those for changes', () => {
    template.resourceCountIs('AWS::Events::Rule', 5);
  });
});

describe.each(JOBS.filter(({ trigger }) => trigger.kind === 'queue'))('the queue of $step', (job) => {
  it('hands over one message at a time and takes back what failed', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FunctionName: { Ref: Match.stringLikeRegexp(`${job.step.replace('-', '')}Function`) },
    });
  });

  it('hides a message for six timeouts and gives up after three tries', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: `revloop-${job.step}`,
      VisibilityTimeout: job.timeoutSeconds * 6,
      RedrivePolicy: {
        maxReceiveCount: 3,
        deadLetterTargetArn: {
          'Fn::GetAtt': [Match.stringLikeRegexp(`${job.step.replace('-', '')}DeadLetters`), 'Arn'],
        },
      },
    });
  });
});

describe.each(JOBS.filter(({ trigger }) => trigger.kind !== 'queue'))('a failed run of $step', (job) => {
  it('is tried twice more and then kept', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp(`${job.step.replace('-', '')}Function`) },
      MaximumRetryAttempts: 2,
      DestinationConfig: {
        OnFailure: {
          Destination: {
            'Fn::GetAtt': [Match.stringLikeRegexp(`${job.step.replace('-', '')}DeadLetters`), 'Arn'],
          },
        },
      },
    });
  });
});

describe('queues', () => {
  const queues = [...resourcesOf(template, 'AWS::SQS::Queue').values()];

  it('are one for dead letters per job, kept for 14 days, and one per queued job', () => {
    const kept = queues.filter(({ Properties }) => Properties['MessageRetentionPeriod'] === 1_209_600);

    expect(kept.map(({ Properties }) => Properties['QueueName']).sort()).toEqual(
      JOBS.map(({ step }) => `revloop-${step}-dead-letters`).sort(),
    );
    expect(queues).toHaveLength(JOBS.length + 2);
  });

  it('are encrypted and refuse plain HTTP', () => {
    const denied = [...resourcesOf(template, 'AWS::SQS::QueuePolicy').values()].filter((policy) =>
      JSON.stringify(policy.Properties).includes('"aws:SecureTransport":"false"'),
    );

    expect(queues.map(({ Properties }) => Properties['SqsManagedSseEnabled'])).not.toContain(undefined);
    expect(denied).toHaveLength(queues.length);
  });
});
