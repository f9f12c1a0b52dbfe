import { describe, expect, it } from 'vitest';
import type { Hint } from '../../lib/domain/hint.ts';
import type { BusEvent } from '../../lib/runtime/events.ts';
import { createIngestQueue } from '../../lib/runtime/queue.ts';

describe('the queue of ingest-crm', () => {
  it('is told of hints and of reads to go on with, as events of their own', async () => {
    const { queue, events } = aQueue();
    const hints = [aHint('contacts', ['1', '2'])];

    await queue.send([
      { crm: 'hubspot', hints },
      { crm: 'salesforce', continue: true, calls: 7 },
    ]);

    expect(events).toEqual([
      { type: 'changes.received', detail: { crm: 'hubspot', hints } },
      { type: 'ingest-crm.continue', detail: { crm: 'salesforce', continue: true, calls: 7 } },
    ]);
  });

  it('takes hints that do not fit into one message in several, with every id once', async () => {
    const { queue, events } = aQueue();
    const ids = Array.from({ length: 12_001 }, (_, at) => String(10_000_000_000_000_000_000n + BigInt(at)));

    await queue.send([{ crm: 'hubspot', hints: [aHint('contacts', ids), aHint('deals', ['1'])] }]);

    const sizes = events.map(({ detail }) => Buffer.byteLength(JSON.stringify(detail)));
    const sent = events.flatMap(({ detail }) => hintsOf(detail)).flatMap((hint) => hint.ids);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
    expect(events).toHaveLength(3);
    expect(sent).toEqual([...ids, '1']);
  });

  it('rejects where the bus did not take a message', async () => {
    const queue = createIngestQueue({ put: async () => Promise.reject(new Error('bus down')) });

    const sent = queue.send([{ crm: 'hubspot', continue: true, calls: 7 }]);

    await expect(sent).rejects.toThrow('bus down');
  });
});

function aQueue() {
  const events: BusEvent[] = [];
  const queue = createIngestQueue({
    put: async (put) => {
      events.push(...put);
    },
  });
  return { queue, events };
}

function aHint(object: string, ids: readonly string[]): Hint {
  return { crm: 'hubspot', object, ids, kind: 'changed', atMs: 1 };
}

function hintsOf(detail: BusEvent['detail']): readonly Hint[] {
  const { hints } = detail;
  return Array.isArray(hints) ? hints : [];
}
