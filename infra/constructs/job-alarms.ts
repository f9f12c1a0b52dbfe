import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
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

/** Tells people what they lose when a job fails (`errors`), when it has given something up (`dead-letters`),
 * and when what came in could not be read (`quarantine`). */
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
  if (job.trigger.kind === 'changes') createQuarantineAlarm(scope, parts);
}

/** Tells people that webhooks or change events came in which nobody can read: their sender has changed, or somebody tries. */
function createQuarantineAlarm(scope: Construct, parts: AlarmParts): void {
  const { settings, job, handler } = parts;
  const metric = { metricNamespace: 'RevLoop', metricName: `${settings.name}-quarantined-changes` };
  new MetricFilter(scope, 'Quarantined', {
    ...metric,
    logGroup: handler.logGroup,
    filterPattern: FilterPattern.numberValue('$.rejected', '>', 0),
    metricValue: '$.rejected',
  });
  createAlarm(scope, parts, {
    id: 'Quarantine',
    metric: new Metric({
      namespace: metric.metricNamespace,
      metricName: metric.metricName,
      period: WINDOW,
      statistic: 'Sum',
    }),
    what: `${job.step} could not read changes that came in.`,
    next:
      'Look at the events changes.quarantined on the bus for the reasons; where HubSpot or Salesforce now words its ' +
      'events otherwise, update RevLoop',
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

const NAMES = { Errors: 'errors', DeadLettersDepth: 'dead-letters', Quarantine: 'quarantine' } as const;

interface AlarmText {
  readonly id: keyof typeof NAMES;
  readonly metric: IMetric;
  readonly what: string;
  readonly next: string;
}

function createAlarm(scope: Construct, { settings, job, topic }: AlarmParts, text: AlarmText): void {
  const alarm = new Alarm(scope, text.id, {
    alarmName: `${settings.name}-${job.step}-${NAMES[text.id]}`,
    alarmDescription: `${text.what} ${job.impact} Next: ${text.next}`,
    metric: text.metric,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
}
