import * as z from 'zod';
import type { Emulator } from './emulator.ts';

const LogPageSchema = z.object({
  events: z.array(z.object({ message: z.string() })),
  nextToken: z.string().optional(),
});

/** All lines of a log group, oldest first; none where the function has never run and the emulator made no group yet. */
export async function readLogLines(emulator: Emulator, logGroupName: string): Promise<readonly string[]> {
  const lines: string[] = [];
  let page: z.infer<typeof LogPageSchema> = { events: [] };
  do {
    page = LogPageSchema.parse(
      await callAws(emulator, {
        service: 'logs',
        target: 'Logs_20140328.FilterLogEvents',
        version: '1.1',
        body: { logGroupName, nextToken: page.nextToken },
      }),
    );
    lines.push(...page.events.flatMap(({ message }) => message.trim().split('\n')));
  } while (page.nextToken !== undefined);
  return lines;
}

const DepthSchema = z.object({ Attributes: z.object({ ApproximateNumberOfMessages: z.coerce.number() }) });

/** Messages that wait in a queue. */
export async function queueDepth(emulator: Emulator, queueName: string): Promise<number> {
  const answer = await callAws(emulator, {
    service: 'sqs',
    target: 'AmazonSQS.GetQueueAttributes',
    version: '1.0',
    body: {
      QueueUrl: `${emulator.url}/${emulator.account}/${queueName}`,
      AttributeNames: ['ApproximateNumberOfMessages'],
    },
  });
  return DepthSchema.parse(answer).Attributes.ApproximateNumberOfMessages;
}

interface AwsCall {
  readonly service: string;
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly body: Readonly<Record<string, unknown>>;
}

/** Spoken by hand: two calls are not worth two SDK clients. The emulator reads the scope, not the signature. */
async function callAws(emulator: Emulator, call: AwsCall): Promise<unknown> {
  const scope = `${emulator.env['AWS_ACCESS_KEY_ID']}/20260101/${emulator.region}/${call.service}/aws4_request`;
  const answer = await fetch(emulator.url, {
    method: 'POST',
    headers: {
      'content-type': `application/x-amz-json-${call.version}`,
      'x-amz-target': call.target,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(call.body),
  });
  if (answer.status === 400 && call.service === 'logs') {
    const text = await answer.text();
    if (text.includes('ResourceNotFoundException')) return { events: [] };
    throw new Error(`${call.target}: 400 ${text}`);
  }
  if (!answer.ok) throw new Error(`${call.target}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
