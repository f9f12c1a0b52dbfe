import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** The longest and most often that EventBridge tries. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const LONGEST = Duration.hours(24);
const MOST_TRIES = 185;

/** Delivery of what nobody sends again: tried for a day, then kept as a dead letter. */
export function keptTrying(deadLetterQueue: Queue) {
  return { deadLetterQueue, retryAttempts: MOST_TRIES, maxEventAge: LONGEST };
}
