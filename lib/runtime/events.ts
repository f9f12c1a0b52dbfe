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

/** The EventBridge bus of that name; the endpoint comes from the usual AWS variables. */
export function createEventBridgeBus(busName: string): EventBus {
  const client = new EventBridgeClient({});
  return {
    put: async (events) => {
      for (let at = 0; at < events.length; at += PUT_BATCH) {
        const entries = events.slice(at, at + PUT_BATCH).map(({ type, detail }) => ({
          EventBusName: busName,
          Source: EVENT_SOURCE,
          DetailType: type,
          Detail: JSON.stringify(detail),
        }));
        const answer = await client.send(new PutEventsCommand({ Entries: entries }));
        const failed = answer.Entries?.filter((entry) => entry.ErrorCode !== undefined) ?? [];
        if (failed.length > 0)
          throw new AppError('store-unreachable', `the event bus refused ${failed.length} events`);
      }
    },
  };
}
