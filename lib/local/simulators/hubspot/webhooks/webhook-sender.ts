import * as z from 'zod';
import type { RecordChange } from '../change-log.ts';
import type { Portal } from '../portal.ts';
import { toWebhookEvents, type WebhookEvent } from './webhook-events.ts';
import { signV1, signV3 } from './webhook-signature.ts';
import type { WebhookRegistry } from './webhook-subscriptions.ts';

/** How to send what waits; left out: all of it once, in order, truly signed. */
export const DeliverySchema = z.strictObject({
  /** Where to send, in place of the app's own target. */
  targetUrl: z.string().optional(),
  /** The public URL the receiver knows itself by, where it is not the one called. */
  signedUrl: z.string().optional(),
  clientSecret: z.string().optional(),
  batchSize: z.int().min(1).max(100).optional(),
  order: z.enum(['kept', 'reversed']).optional(),
  /** Each batch is sent so often. */
  copies: z.int().positive().optional(),
  /** So many of the first events are lost. */
  drop: z.int().nonnegative().optional(),
  forge: z.enum(['signature', 'body', 'old', 'future', 'version-1', 'unsigned']).optional(),
});
export type Delivery = z.infer<typeof DeliverySchema>;

export interface DeliveryReport {
  /** One per request; status 0 where no answer came. */
  readonly requests: readonly { readonly status: number; readonly events: number }[];
  readonly delivered: number;
  readonly waiting: number;
  /** Events given up after the last retry. */
  readonly abandoned: number;
}

export interface WebhookSender {
  readonly waiting: () => readonly WebhookEvent[];
  readonly deliver: (delivery?: Delivery) => Promise<DeliveryReport>;
  readonly clear: () => void;
  /** From now on, each change is sent by itself after `delayMs`; undefined: on demand only. */
  readonly automate: (delayMs: number | undefined) => void;
}

interface Queued {
  readonly appId: string;
  readonly event: WebhookEvent;
}

/** https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide (batches, retries, time to answer) */
const MAX_BATCH = 100;
const MAX_RETRIES = 10;
const ANSWER_MS = 5000;
/** The vendor spreads its retries over a day; here they follow sooner. */
const RETRY_MS = 60_000;
const TEN_MINUTES_MS = 600_000;
/** Ids start over: the vendor does not promise that they are unique. */
const EVENT_IDS = 1000;
const DEFAULT_SECRET = 'sim-secret';

/** Queues the events of every change that an app subscribed to, and sends them signed. */
export function createWebhookSender(portal: Portal, registry: WebhookRegistry): WebhookSender {
  let queue: Queued[] = [];
  let eventCount = 0;
  let abandoned = 0;
  let delayMs: number | undefined;
  let isScheduled = false;
  const newEventId = () => {
    eventCount += 1;
    return (eventCount % EVENT_IDS) + 1;
  };

  const deliver = async (delivery: Delivery = {}): Promise<DeliveryReport> => {
    const taken = delivery.order === 'reversed' ? queue.toReversed() : queue;
    queue = [];
    const requests: { status: number; events: number }[] = [];
    const failed: Queued[] = [];
    for (const batch of toBatches(taken.slice(delivery.drop ?? 0), delivery.batchSize ?? MAX_BATCH)) {
      const statuses = await sendCopies(portal, registry, batch, delivery);
      requests.push(...statuses.map((status) => ({ status, events: batch.length })));
      if (!statuses.some((status) => status >= 200 && status < 300)) failed.push(...batch);
    }
    const again = failed.filter(({ event }) => event.attemptNumber < MAX_RETRIES);
    abandoned += failed.length - again.length;
    queue = [
      ...again.map(({ appId, event }) => ({
        appId,
        event: { ...event, attemptNumber: event.attemptNumber + 1 },
      })),
      ...queue,
    ];
    return { requests, delivered: taken.length - failed.length, waiting: queue.length, abandoned };
  };

  const schedule = (ms: number) => {
    if (isScheduled) return;
    isScheduled = true;
    void portal.clock.sleep(ms).then(async () => {
      isScheduled = false;
      const { waiting } = await deliver();
      if (waiting > 0 && delayMs !== undefined) schedule(RETRY_MS);
    });
  };

  portal.changes.listen((change) => {
    queue.push(...eventsFor(portal, registry, change, newEventId));
    if (delayMs !== undefined && queue.length > 0) schedule(delayMs);
  });

  return {
    waiting: () => queue.map(({ event }) => event),
    deliver,
    clear: () => {
      queue = [];
    },
    automate: (ms) => {
      delayMs = ms;
    },
  };
}

function eventsFor(
  portal: Portal,
  registry: WebhookRegistry,
  change: RecordChange,
  newEventId: () => number,
): readonly Queued[] {
  const { portalId } = portal.account;
  return [...registry.apps()].flatMap(([appId, { subscriptions }]) =>
    [...subscriptions.values()]
      .flatMap((one) => toWebhookEvents(change, one, { portalId, appId, names: portal.names, newEventId }))
      .map((event) => ({ appId, event })),
  );
}

/** One app per batch; types may mix. */
function toBatches(queued: readonly Queued[], size: number): readonly (readonly Queued[])[] {
  return [...Map.groupBy(queued, ({ appId }) => appId).values()].flatMap((ofApp) =>
    Array.from({ length: Math.ceil(ofApp.length / size) }, (_, i) => ofApp.slice(i * size, (i + 1) * size)),
  );
}

async function sendCopies(
  portal: Portal,
  registry: WebhookRegistry,
  batch: readonly Queued[],
  delivery: Delivery,
): Promise<readonly number[]> {
  const appId = batch[0]?.appId ?? '';
  const url = delivery.targetUrl ?? registry.app(appId).settings?.targetUrl;
  if (url === undefined) return [0];
  const body = JSON.stringify(batch.map(({ event }) => event));
  const headers = signatureOf(portal, url, body, delivery);
  const sent = delivery.forge === 'body' ? body.replace('"attemptNumber":0', '"attemptNumber":1') : body;
  const statuses: number[] = [];
  for (let copy = 0; copy < (delivery.copies ?? 1); copy += 1) statuses.push(await post(url, sent, headers));
  return statuses;
}

function signatureOf(portal: Portal, url: string, body: string, delivery: Delivery) {
  const { clientSecret = DEFAULT_SECRET, forge } = delivery;
  if (forge === 'unsigned') return {};
  if (forge === 'version-1') return signV1(clientSecret, body);
  const shiftMs = forge === 'old' ? -TEN_MINUTES_MS : forge === 'future' ? TEN_MINUTES_MS : 0;
  return signV3({
    clientSecret: forge === 'signature' ? `${clientSecret}?` : clientSecret,
    method: 'POST',
    url: delivery.signedUrl ?? url,
    body,
    timestampMs: portal.clock.nowMs() + shiftMs,
  });
}

/** 0 where the receiver did not answer in time, or not at all. */
async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'HubSpot Webhooks', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
