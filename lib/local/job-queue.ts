/** The queue of a job on one machine, as SQS has it on AWS: one message at a time, tried again, then set aside. */
export interface LocalQueue {
  readonly send: (body: unknown) => void;
  /** Resolves once nothing waits any more. */
  readonly drained: () => Promise<void>;
  /** Messages that were given up. */
  readonly deadLetters: readonly unknown[];
}

/** As many as `infra/constructs/job-queue.ts` allows. */
const TRIES = 3;

/** Hands each message to `handler` as SQS does. A message whose handler throws comes again after the others. */
export function createLocalQueue(handler: (event: unknown) => Promise<unknown>): LocalQueue {
  const waiting: { readonly body: unknown; readonly tries: number }[] = [];
  const deadLetters: unknown[] = [];
  let work: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { body, tries } = next;
      try {
        await handler({
          Records: [{ eventSource: 'aws:sqs', messageId: 'local', body: JSON.stringify(body) }],
        });
      } catch {
        // The handler has logged why. What a person has to see stays in `deadLetters`.
        if (tries < TRIES) waiting.push({ body, tries: tries + 1 });
        else deadLetters.push(body);
      }
    }
    work = undefined;
  };
  return {
    deadLetters,
    send: (body) => {
      waiting.push({ body, tries: 1 });
      work ??= run();
    },
    drained: async () => {
      while (work !== undefined) await work;
    },
  };
}
