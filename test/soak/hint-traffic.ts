import { readWebhook, type WebhookRequest } from '../../lib/crm/hubspot/webhook.ts';
import { toChangeHints } from '../../lib/crm/salesforce/change-hints.ts';
import type { Chance } from '../../lib/local/demo/chance.ts';
import type { HubspotSimulator } from '../../lib/local/simulators/hubspot/hubspot-simulator.ts';
import { signV3 } from '../../lib/local/simulators/hubspot/webhooks/webhook-signature.ts';
import type { SalesforceSimulator } from '../../lib/local/simulators/salesforce/salesforce-simulator.ts';
import { receiveChanges } from '../../lib/pipeline/receive-changes.ts';
import { SILENT_LOG } from '../../lib/runtime/log.ts';
import type { IngestMessage } from '../../lib/runtime/queue.ts';
import { answerChange } from '../../lib/runtime/receiver.ts';

export const PUBLIC_URL = 'https://hooks.example.com/webhooks/hubspot';
export const CLIENT_SECRET = 'sim-secret';

type RefusedMessage = Extract<IngestMessage, { readonly refused: unknown }>;
export type HintMessage = Extract<IngestMessage, { readonly hints: unknown }>;

const KINDS = ['creation', 'deletion', 'merge', 'restore', 'propertyChange', 'associationChange'] as const;
const SUBJECTS = ['contact', 'company', 'deal'] as const;
const LARGEST_BATCH = 20;
const GATHERED = 15;

/** Has HubSpot tell an app of everything that happens to contacts, companies and deals. */
export async function subscribeAll({ app }: HubspotSimulator): Promise<void> {
  const types = [
    ...SUBJECTS.flatMap((subject) => KINDS.map((kind) => `${subject}.${kind}`)),
    'contact.privacyDeletion',
  ];
  for (const eventType of types) {
    const answer = await app.request('/webhooks/v3/1/subscriptions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer sim-app' },
      body: JSON.stringify({ eventType, active: true }),
    });
    if (answer.status !== 201) throw new Error(`${eventType}: ${answer.status} ${await answer.text()}`);
  }
}

/** The receiver with a queue in memory; `isQueueDown` is asked at each hand-over. */
export function createMemoryReceiver(options: {
  readonly nowMs: () => number;
  readonly isQueueDown?: () => boolean;
}) {
  const { nowMs, isQueueDown = () => false } = options;
  const messages: HintMessage[] = [];
  const refused: RefusedMessage[] = [];
  const to = {
    log: SILENT_LOG,
    webhook: { publicUrl: PUBLIC_URL, portalId: undefined, clientSecret: async () => CLIENT_SECRET, nowMs },
    clock: { nowMs, sleep: async () => undefined },
    noted: new Map<string, number>(),
    queue: {
      send: async (sent: readonly IngestMessage[]) => {
        if (isQueueDown()) throw new Error('the queue is down');
        messages.push(...sent.filter((message) => 'hints' in message));
        refused.push(...sent.filter((message) => 'refused' in message));
      },
    },
  };
  const receivers = { readWebhook, toChangeHints, receiveChanges };
  return {
    refused,
    /** Takes what has come in since. */
    take: (): readonly HintMessage[] => messages.splice(0),
    handler: (event: unknown) => answerChange('receive-changes', receivers, { event, ...to }),
  };
}

/** A delivery as the gateway hands it over; `secret` other than the app's is a forgery. */
export function signedDelivery(body: string, nowMs: number, secret = CLIENT_SECRET): unknown {
  const signed = signV3({ clientSecret: secret, method: 'POST', url: PUBLIC_URL, body, timestampMs: nowMs });
  const headers: WebhookRequest['headers'] = { 'content-type': 'application/json', ...signed };
  return { rawQueryString: '', headers, body, requestContext: { http: { method: 'POST' } } };
}

/**
 * What both CRMs have to tell since the last time, as the internet brings it: in any order, some twice, some never, a few
 * forged, and with gaps. Gives the messages of the queue, and what was wrong with the receiver.
 */
export async function bringHints(
  crms: { readonly salesforce: SalesforceSimulator; readonly hubspot: HubspotSimulator },
  { nowMs, chance }: { readonly nowMs: () => number; readonly chance: Chance },
): Promise<{ readonly messages: readonly HintMessage[]; readonly wrong: readonly string[] }> {
  const receiver = createMemoryReceiver({ nowMs });
  const wrong: string[] = [];
  const waiting = crms.hubspot.webhooks.waiting().filter(() => !chance.happens(0.1));
  crms.hubspot.webhooks.clear();
  const events = shuffled(waiting, chance).flatMap((event) =>
    chance.happens(0.1) ? [event, event] : [event],
  );
  for (let at = 0; at < events.length; ) {
    const size = chance.int(1, LARGEST_BATCH);
    const body = JSON.stringify(events.slice(at, at + size));
    const answer = await receiver.handler(signedDelivery(body, nowMs()));
    if (answer?.statusCode !== 204) wrong.push(`a signed webhook was answered ${answer?.statusCode}`);
    at += size;
    if (!chance.happens(0.1)) continue;
    const forged = await receiver.handler(signedDelivery(body, nowMs(), 'forged'));
    if (forged?.statusCode !== 401) wrong.push(`F85: a forged webhook was answered ${forged?.statusCode}`);
  }
  const told = crms.salesforce.takeChangeEvents({
    order: chance.happens(0.5) ? 'shuffle' : 'commit',
    envelope: chance.happens(0.5) ? 'relay' : 'appflow',
    body: chance.happens(0.5) ? 'full' : 'changed',
    duplicateEvery: chance.int(5, 20),
    dropEvery: chance.int(5, 20),
    gapEvery: chance.int(10, 40),
  });
  for (const event of told) await receiver.handler(JSON.parse(event));
  return { messages: gathered(shuffled(receiver.take(), chance)), wrong };
}

/** Several messages as one: each costs a process of its own, and what it says is the same. */
function gathered(messages: readonly HintMessage[]): readonly HintMessage[] {
  return [...Map.groupBy(messages, ({ crm }) => crm)].flatMap(([crm, same]) =>
    Array.from({ length: Math.ceil(same.length / GATHERED) }, (_, at) => ({
      crm,
      hints: same.slice(at * GATHERED, (at + 1) * GATHERED).flatMap(({ hints }) => hints),
    })),
  );
}

function shuffled<T>(items: readonly T[], chance: Chance): readonly T[] {
  return items
    .map((item) => ({ item, at: chance.int(0, 1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
