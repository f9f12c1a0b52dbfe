import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { hasIntake } from './constructs/change-intake.ts';
import { createCrmSecrets, createWebhookSecret } from './constructs/crm-secrets.ts';
import { createDataStore } from './constructs/data-store.ts';
import { createBus } from './constructs/event-bus.ts';
import { allow, type Grantable } from './constructs/grants.ts';
import { createAlarms } from './constructs/job-alarms.ts';
import { createJobFunction } from './constructs/job-function.ts';
import { createTrigger } from './constructs/job-trigger.ts';
import { JOBS, type Job } from './jobs.ts';
import type { DeploySettings } from './settings.ts';

/** The whole deployment: one store, one bus, and per row of `JOBS` a function, its trigger and its alarms. */
export function createStack(scope: Construct, settings: DeploySettings): Stack {
  const stack = new Stack(scope, settings.name, {
    description: 'RevLoop: leads and deals out of the CRMs, CAC and LTV per channel back onto the records.',
    analyticsReporting: false,
  });
  const store = createDataStore(stack, settings);
  const secrets = createCrmSecrets(stack, settings, store.key);
  const resources: Grantable = {
    ...store,
    bus: createBus(stack, settings),
    secrets,
    webhookSecret: createWebhookSecret(stack, settings, { key: store.key, secrets }),
  };
  const alarmTopic = createAlarmTopic(stack, settings, resources);
  const jobs = JOBS.filter(({ trigger }) => trigger.kind !== 'changes' || hasIntake(settings));
  for (const job of jobs) createJob(stack, { settings, resources, alarmTopic, job });
  addOutputs(stack, resources, alarmTopic);
  return stack;
}

interface JobParts {
  readonly settings: DeploySettings;
  readonly resources: Grantable;
  readonly alarmTopic: Topic;
  readonly job: Job;
}

function createJob(stack: Stack, parts: JobParts): void {
  const { settings, resources, alarmTopic, job } = parts;
  const scope = new Construct(stack, job.step);
  const handler = createJobFunction(scope, { settings, resources, job });
  for (const grant of job.grants) allow(handler, grant, resources);
  const deadLetters = createTrigger(scope, { settings, bus: resources.bus, job, handler });
  createAlarms(scope, { settings, job, handler, deadLetters, topic: alarmTopic });
}

/** People named in `notify.email.to` get the alarms; AWS asks each of them to confirm once. */
function createAlarmTopic(stack: Stack, settings: DeploySettings, { key }: Grantable): Topic {
  const topic = new Topic(stack, 'Alarms', { masterKey: key, enforceSSL: true });
  for (const address of settings.config.notify.email?.to ?? [])
    topic.addSubscription(new EmailSubscription(address));
  return topic;
}

function addOutputs(stack: Stack, { table, bus, inbox }: Grantable, alarmTopic: Topic): void {
  new CfnOutput(stack, 'TableName', { value: table.tableName, description: 'REVLOOP_TABLE for the CLI' });
  new CfnOutput(stack, 'BusName', { value: bus.eventBusName, description: 'Subscribe to DealWon here' });
  new CfnOutput(stack, 'InboxName', {
    value: inbox.bucketName,
    description: 'Upload sheets under spend/ and activity/',
  });
  new CfnOutput(stack, 'AlarmTopic', {
    value: alarmTopic.topicArn,
    description: 'Subscribe who runs RevLoop',
  });
}
