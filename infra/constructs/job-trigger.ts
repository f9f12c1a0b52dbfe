import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../lib/runtime/events.ts';
import type { Job } from '../jobs.ts';
import type { DeploySettings } from '../settings.ts';
import { createIntake } from './change-intake.ts';
import { crmSecretNames } from './crm-secrets.ts';
import { keptTrying } from './delivery.ts';
import { createDeadLetters, createJobQueue } from './job-queue.ts';
import { createSchedule } from './job-schedule.ts';

export interface TriggerParts {
  readonly settings: DeploySettings;
  readonly bus: EventBus;
  readonly job: Job;
  readonly handler: NodejsFunction;
}

/** Retries of a failed run that a schedule or a rule started. AWS allows no more. */
const ASYNC_RETRIES = 2;

/** Retries of handing an event over, not of the run. */
const DELIVERY_RETRIES = 24;

/** An event older than this is news no more: the next schedule brings a newer one. */
const OLDEST_EVENT = Duration.hours(2);

/** Lowest value AWS takes: both CRMs are read side by side, and a lease keeps each object to one writer. */
const CONCURRENT_MESSAGES = 2;

/** Connects what starts the job. Returns the queue that keeps what failed for good, whichever way it came in. */
export function createTrigger(scope: Construct, parts: TriggerParts): Queue {
  const { job, settings } = parts;
  const deadLetters = createDeadLetters(scope, `${settings.name}-${job.step}-dead-letters`);
  if (job.trigger.kind === 'queue') connectQueue(scope, parts, deadLetters, job.trigger);
  else connectFunction(scope, parts, deadLetters, job.trigger);
  return deadLetters;
}

type QueueTrigger = Extract<Job['trigger'], { readonly kind: 'queue' }>;
type DirectTrigger = Exclude<Job['trigger'], { readonly kind: 'queue' }>;

function connectFunction(
  scope: Construct,
  parts: TriggerParts,
  deadLetters: Queue,
  trigger: DirectTrigger,
): void {
  const { settings, job, handler } = parts;
  handler.configureAsyncInvoke({
    retryAttempts: ASYNC_RETRIES,
    maxEventAge: OLDEST_EVENT,
    onFailure: new SqsDestination(deadLetters),
  });
  if (trigger.kind === 'changes') {
    createIntake(scope, { settings, handler, deadLetters });
    return;
  }
  if (trigger.kind === 'rule') {
    const target = new LambdaFunction(handler, delivery(deadLetters));
    createRule(scope, parts, trigger.after).addTarget(target);
    return;
  }
  createSchedule(scope, {
    name: `${settings.name}-${job.step}`,
    expression: settings.config.schedule[trigger.schedule],
    timeZone: settings.config.timezone,
    target: { action: 'lambda:InvokeFunction', arn: handler.functionArn },
    input: { schedule: trigger.schedule },
    deadLetters,
  });
}

function connectQueue(
  scope: Construct,
  parts: TriggerParts,
  deadLetters: Queue,
  { fedBy: feed, requests }: QueueTrigger,
): void {
  const { settings, job, handler } = parts;
  const queue = createJobQueue(scope, `${settings.name}-${job.step}`, job.timeoutSeconds, deadLetters);
  handler.addEventSource(
    new SqsEventSource(queue, {
      batchSize: 1,
      reportBatchItemFailures: true,
      maxConcurrency: CONCURRENT_MESSAGES,
    }),
  );
  if (requests !== undefined)
    createRequestRule(scope, parts, requests).addTarget(requestTarget(queue, deadLetters));
  if (feed.kind === 'rule') {
    createRule(scope, parts, feed.after).addTarget(new SqsQueue(queue, delivery(deadLetters)));
    return;
  }
  for (const crm of crmSecretNames(settings).keys())
    createSchedule(scope, {
      name: `${settings.name}-${job.step}-${crm}`,
      expression: settings.config.schedule[feed.schedule],
      timeZone: settings.config.timezone,
      target: { action: 'sqs:SendMessage', arn: queue.queueArn },
      input: { crm },
      deadLetters,
    });
}

function createRule(scope: Construct, { bus, job, settings }: TriggerParts, after: string): Rule {
  return new Rule(scope, 'Rule', {
    ruleName: `${settings.name}-${job.step}`,
    description: `Starts ${job.step} when ${after} is done.`,
    eventBus: bus,
    eventPattern: { source: [EVENT_SOURCE], detailType: [`${after}.done`] },
  });
}

/** The queue is told what the event details say, as if it had been sent there directly. */
function requestTarget(queue: Queue, deadLetters: Queue): SqsQueue {
  return new SqsQueue(queue, {
    message: RuleTargetInput.fromEventPath('$.detail'),
    ...keptTrying(deadLetters),
  });
}

function createRequestRule(
  scope: Construct,
  { bus, job, settings }: TriggerParts,
  detailType: readonly string[],
): Rule {
  return new Rule(scope, 'Requests', {
    ruleName: `${settings.name}-${job.step}-requests`,
    description: `Queues what ${job.step} is asked for between its schedules.`,
    eventBus: bus,
    eventPattern: { source: [EVENT_SOURCE], detailType: [...detailType] },
  });
}

function delivery(deadLetterQueue: Queue) {
  return { deadLetterQueue, retryAttempts: DELIVERY_RETRIES, maxEventAge: OLDEST_EVENT };
}
