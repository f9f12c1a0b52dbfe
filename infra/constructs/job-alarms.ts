import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Job } from '../jobs.ts';
import type { DeploySettings } from '../settings.ts';

interface AlarmParts {
  readonly settings: DeploySettings;
  readonly job: Job;
  readonly handler: NodejsFunction;
  readonly deadLetters: Queue;
  readonly topic: Topic;
}

const WINDOW = Duration.minutes(5);

/** Tells people what they lose when a job fails (`errors`), and when it has given something up (`dead letters`). */
export function createAlarms(scope: Construct, parts: AlarmParts): void {
  const { job, handler, deadLetters } = parts;
  createAlarm(scope, parts, {
    id: 'Errors',
    metric: handler.metricErrors({ period: WINDOW, statistic: 'Sum' }),
    what: `${job.step} failed.`,
    next: `Read the last lines of its log: aws logs tail /aws/lambda/${parts.settings.name}-${job.step}`,
  });
  createAlarm(scope, parts, {
    id: 'DeadLettersDepth',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: WINDOW, statistic: 'Maximum' }),
    what: `${job.step} gave up on a message after its last try.`,
    next: nextForDeadLetters(parts),
  });
}

function nextForDeadLetters({ settings, job }: AlarmParts): string {
  const queue = `${settings.name}-${job.step}-dead-letters`;
  if (job.trigger.kind === 'changes')
    return `Mend the cause, then purge the queue ${queue}: the scheduled sync reads the same changes`;
  return job.trigger.kind === 'queue'
    ? `Mend the cause, then redrive the queue ${queue} to ${settings.name}-${job.step}`
    : `Mend the cause, invoke ${settings.name}-${job.step} once, then purge the queue ${queue}`;
}

interface AlarmText {
  readonly id: string;
  readonly metric: IMetric;
  readonly what: string;
  readonly next: string;
}

function createAlarm(scope: Construct, { settings, job, topic }: AlarmParts, text: AlarmText): void {
  const alarm = new Alarm(scope, text.id, {
    alarmName: `${settings.name}-${job.step}-${text.id === 'Errors' ? 'errors' : 'dead-letters'}`,
    alarmDescription: `${text.what} ${job.impact} Next: ${text.next}`,
    metric: text.metric,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
}
