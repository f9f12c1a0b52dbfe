import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** Tries of one message before it is a dead letter. */
const TRIES = 3;

/** AWS's advice, in timeouts of the function. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_PER_TIMEOUT = 6;

/** SQS's longest: time to find out why and to redrive. */
const DEAD_LETTERS_KEPT = Duration.days(14);

/** Keeps what a job failed on for good. */
export function createDeadLetters(scope: Construct, queueName: string): Queue {
  const queue = new Queue(scope, 'DeadLetters', {
    queueName,
    retentionPeriod: DEAD_LETTERS_KEPT,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is the dead-letter queue itself; an alarm watches its depth.',
  });
  return queue;
}

/** Messages name a CRM or carry ids, so SQS's own key is enough and EventBridge may send without a key grant. */
export function createJobQueue(
  scope: Construct,
  queueName: string,
  timeoutSeconds: number,
  deadLetters: Queue,
): Queue {
  return new Queue(scope, 'Queue', {
    queueName,
    visibilityTimeout: Duration.seconds(timeoutSeconds * VISIBILITY_PER_TIMEOUT),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: TRIES },
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
