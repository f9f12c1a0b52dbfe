import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { AppError } from '../domain/app-error.ts';

/** An event on the RevLoop bus: `<step>.done`, or a fact such as `DealWon`. Details carry ids, never personal data. */
export interface BusEvent {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** PORT: the event bus. `put` rejects when any event was not taken. */
export interface EventBus {
  readonly put: (events: readonly BusEvent[]) => Promise<void>;
}

export const EVENT_SOURCE = 'revloop';

/** Entries per PutEvents call. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const PUT_BATCH = 10;
/** Bytes of all entries of a call; 256 KB are allowed, and names and time of each entry count too. */
const PUT_BYTES = 240 * 1024;

/** The EventBridge bus of that name; the endpoint comes from the usual AWS variables. */
export function createEventBridgeBus(busName: string): EventBus {
  const client = new EventBridgeClient({});
  return {
    put: async (events) => {
      const entries = events.map(({ type, detail }) => ({
        EventBusName: busName,
        Source: EVENT_SOURCE,
        DetailType: type,
        Detail: JSON.stringify(detail),
      }));
      for (const batch of inBatches(entries)) {
        const answer = await client.send(new PutEventsCommand({ Entries: [...batch] }));
        const failed = answer.Entries?.filter((entry) => entry.ErrorCode !== undefined) ?? [];
        if (failed.length > 0)
          throw new AppError('store-unreachable', `the event bus refused ${failed.length} events`);
      }
    },
  };
}

interface Entry {
  readonly Detail: string;
}

function inBatches<E extends Entry>(entries: readonly E[]): readonly (readonly E[])[] {
  const batches: E[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const weight = Buffer.byteLength(entry.Detail);
    const last = batches.at(-1);
    const fits = last !== undefined && last.length < PUT_BATCH && bytes + weight <= PUT_BYTES;
    if (fits) last.push(entry);
    else batches.push([entry]);
    bytes = (fits ? bytes : 0) + weight;
  }
  return batches;
}
