import * as z from 'zod/mini';
import type { HintBatch } from '../crm/hint-batch.ts';
import type { WebhookAnswer, WebhookRequest, WebhookSettings } from '../crm/hubspot/webhook.ts';
import type { ReceiveReport } from '../pipeline/receive-changes.ts';
import { type Clock, systemClock } from './clock.ts';
import { createEventBridgeBus } from './events.ts';
import { createLog, type Log, SILENT_LOG } from './log.ts';
import { createIngestQueue, type IngestQueue } from './queue.ts';
import { createWebhookSecret } from './webhook-secret.ts';

/** What this function alone is told by its deployment: it reads no config file, which would weigh more than itself. */
const SettingsSchema = z.object({
  REVLOOP_BUS: z.string().check(z.minLength(1)),
  REVLOOP_WEBHOOK_URL: z.optional(z.string()),
  REVLOOP_WEBHOOK_SECRET: z.optional(z.string()),
  REVLOOP_WEBHOOK_PORTAL: z.optional(z.string()),
  REVLOOP_LOG: z._default(z.enum(['silent', 'info']), 'info'),
});
const HttpSchema = z.object({
  rawQueryString: z._default(z.string(), ''),
  headers: z.record(z.string(), z.optional(z.string())),
  body: z._default(z.string(), ''),
  isBase64Encoded: z._default(z.boolean(), false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});
const BusEventSchema = z.object({ 'detail-type': z.string(), detail: z.unknown() });

/** Anybody can send what is refused, as often as they like: each reason is noted this seldom by one process. */
const NOTE_EVERY_MS = 60_000;

/** What comes in, by who understands it. */
interface Receivers {
  readonly readWebhook: (request: WebhookRequest, settings: WebhookSettings) => Promise<WebhookAnswer>;
  readonly toChangeHints: (detail: unknown) => HintBatch;
  readonly receiveChanges: (
    to: { readonly queue: IngestQueue; readonly atMs: number },
    batch: HintBatch,
  ) => Promise<ReceiveReport>;
}

export interface HttpAnswer {
  readonly statusCode: number;
}

/**
 * Wraps the receiver as a Lambda handler for requests of an HTTP API and events of a bus. A request is answered 2xx
 * once its hints are durable. Faults of ours are thrown: the gateway answers 500, the sender tries again, an alarm rings.
 */
export function createReceiver(step: string, receivers: Receivers, clock: Clock = systemClock) {
  let opened: ReturnType<typeof open> | undefined;
  return async (event: unknown): Promise<HttpAnswer | undefined> => {
    opened ??= open(clock);
    const { log } = opened;
    try {
      return await answerChange(step, receivers, { event, ...opened });
    } catch (cause) {
      log.warn('step failed', { step, reason: cause instanceof Error ? cause.name : 'unknown' });
      throw cause;
    }
  };
}

/** What a receiver hands on to, and what it checks requests with; no requests are expected without `webhook`. */
interface Opened {
  readonly log: Log;
  readonly queue: IngestQueue;
  readonly webhook: WebhookSettings | undefined;
  readonly clock: Clock;
  /** When a refusal was last noted, by its reason. */
  readonly noted: Map<string, number>;
}

/** Answers one request or event. Throws what is our own fault. */
export async function answerChange(
  step: string,
  { readWebhook, toChangeHints, receiveChanges }: Receivers,
  { event, log, webhook, queue, clock, noted }: Opened & { readonly event: unknown },
): Promise<HttpAnswer | undefined> {
  const change = BusEventSchema.safeParse(event);
  if (change.success) {
    const batch = toChangeHints(change.data.detail);
    const report = await receiveChanges({ queue, atMs: clock.nowMs() }, batch);
    log.info('step done', { step, trigger: 'rule', crm: batch.crm, ...report });
    return undefined;
  }
  if (webhook === undefined) throw new Error('a request came in, and REVLOOP_WEBHOOK_URL is not set');
  const read = await readWebhook(toRequest(event), webhook);
  if (read.status !== 200) {
    const { status, crm, code, reason } = read;
    log.warn('request refused', { step, trigger: 'http', status, code, reason });
    const atMs = clock.nowMs();
    if (atMs - (noted.get(reason) ?? -Infinity) >= NOTE_EVERY_MS) {
      noted.set(reason, atMs);
      await queue.send([{ crm, refused: [{ code, reason, count: 1 }], atMs }]);
    }
    return { statusCode: status };
  }
  const report = await receiveChanges({ queue, atMs: clock.nowMs() }, read.batch);
  log.info('step done', { step, trigger: 'http', crm: read.batch.crm, ...report });
  return { statusCode: 204 };
}

function open(clock: Clock): Opened {
  const settings = SettingsSchema.parse(process.env);
  const { REVLOOP_WEBHOOK_URL: publicUrl, REVLOOP_WEBHOOK_SECRET: secret } = settings;
  const bus = createEventBridgeBus(settings.REVLOOP_BUS);
  const portalId = settings.REVLOOP_WEBHOOK_PORTAL;
  const webhook =
    publicUrl === undefined || secret === undefined
      ? undefined
      : { publicUrl, portalId, clientSecret: createWebhookSecret(secret, clock), nowMs: clock.nowMs };
  const log = settings.REVLOOP_LOG === 'silent' ? SILENT_LOG : createLog();
  return { log, queue: createIngestQueue(bus), webhook, clock, noted: new Map() };
}

/** Payload 2.0 of an HTTP API. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function toRequest(event: unknown): WebhookRequest {
  const { rawQueryString, headers, body, isBase64Encoded, requestContext } = HttpSchema.parse(event);
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { method } = requestContext.http;
  return { method, query: rawQueryString, headers: lower, body, isBase64: isBase64Encoded };
}
