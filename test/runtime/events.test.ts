import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createEventBridgeBus } from '../../lib/runtime/events.ts';
import { startAwsServer } from '../support/aws-server.ts';
import { close } from '../support/loopback-server.ts';

const EntriesSchema = z.object({ Entries: z.array(z.record(z.string(), z.string())) });
let refused: readonly string[] = [];
let aws: Awaited<ReturnType<typeof startAwsServer>>;

beforeEach(async () => {
  refused = [];
  aws = await startAwsServer(({ body }) => {
    const entries = EntriesSchema.parse(body).Entries;
    const results = entries.map((entry) =>
      refused.includes(entry['DetailType'] ?? '') ? { ErrorCode: 'InternalFailure' } : { EventId: '1' },
    );
    return {
      body: { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results },
    };
  });
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_REGION', 'local');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await close(aws.server);
});

describe('createEventBridgeBus', () => {
  it('puts an event on the bus under its name', async () => {
    await createEventBridgeBus('revloop-bus').put([{ type: 'DealWon', detail: { id: '1' } }]);

    expect(aws.calls).toEqual([
      {
        operation: 'PutEvents',
        body: {
          Entries: [
            { EventBusName: 'revloop-bus', Source: 'revloop', DetailType: 'DealWon', Detail: '{"id":"1"}' },
          ],
        },
      },
    ]);
  });

  it.each([
    [0, []],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('puts %d events in calls of %j', async (count, expected) => {
    await createEventBridgeBus('bus').put(numbered(count));

    expect(aws.calls.map(({ body }) => EntriesSchema.parse(body).Entries.length)).toEqual(expected);
  });

  it('never puts more into a call than a call may hold', async () => {
    const large = Array.from({ length: 4 }, (_, at) => ({
      type: `event-${at}`,
      detail: { text: 'x'.repeat(100 * 1024) },
    }));

    await createEventBridgeBus('bus').put(large);

    expect(aws.calls.map(({ body }) => EntriesSchema.parse(body).Entries.length)).toEqual([2, 2]);
  });

  it('throws where the bus takes a call but refuses one of its events', async () => {
    refused = ['event-3'];

    const put = createEventBridgeBus('bus').put(numbered(5));

    await expect(put).rejects.toMatchObject({
      code: 'store-unreachable',
      message: 'the event bus refused 1 events',
    });
  });
});

function numbered(count: number) {
  return Array.from({ length: count }, (_, at) => ({ type: `event-${at}`, detail: { at } }));
}
