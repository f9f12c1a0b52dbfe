import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ScheduleParts {
  readonly name: string;
  /** `rate(…)` or `cron(…)`, read in `timeZone`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly target: { readonly action: 'lambda:InvokeFunction' | 'sqs:SendMessage'; readonly arn: string };
  readonly input: Readonly<Record<string, string>>;
  readonly deadLetters: Queue;
}

/** A run handed over later than this would overlap the next one. */
const LATEST_SECONDS = 3600;
const DELIVERY_RETRIES = 12;

/**
 * One schedule and a role that can reach its target and its dead letters, nothing else (CDK's own target classes
 * grant `function:*`).
 */
export function createSchedule(scope: Construct, parts: ScheduleParts): void {
  const { name, target, deadLetters } = parts;
  const group = new Construct(scope, `Schedule-${name.replace(`${Stack.of(scope).stackName}-`, '')}`);
  const role = new Role(group, 'Role', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: [target.action], resources: [target.arn] }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
  const schedule = new CfnSchedule(group, 'Schedule', {
    name,
    scheduleExpression: parts.expression,
    scheduleExpressionTimezone: parts.timeZone,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: target.arn,
      roleArn: role.roleArn,
      input: JSON.stringify(parts.input),
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: LATEST_SECONDS, maximumRetryAttempts: DELIVERY_RETRIES },
    },
  });
  schedule.node.addDependency(role);
}
