import type { HintBatch } from '../hint-batch.ts';
import { toWebhookHints } from './webhook-hints.ts';
import { isAuthentic } from './webhook-signature.ts';

/** A request as it came in, header names in lower case. */
export interface WebhookRequest {
  readonly method: string;
  /** The query without its `?`, as it stood in the address. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly isBase64: boolean;
}

export interface WebhookSettings {
  /** What HubSpot was told to call: gateways in between may show another host or path. */
  readonly publicUrl: string;
  readonly portalId: string | undefined;
  /** The app's client secret; `isFresh` asks for the one as it is now. */
  readonly clientSecret: (options: { readonly isFresh: boolean }) => Promise<string>;
  readonly nowMs: () => number;
}

/** A refusal is the sender's fault; faults of ours are thrown, because HubSpot sends no 4xx again. */
export type WebhookAnswer =
  | { readonly status: 200; readonly batch: HintBatch }
  | { readonly status: 400 | 401 | 405 | 413 | 415; readonly reason: string };

/** HubSpot sends at most 100 events, about 50 KB. */
const MAX_BYTES = 1024 * 1024;
const MAX_EVENTS = 1_000;
const MAX_DEPTH = 8;

/** Checks a delivery from its outside inwards: nothing of a body is looked at before its signature fits. */
export async function readWebhook(
  request: WebhookRequest,
  settings: WebhookSettings,
): Promise<WebhookAnswer> {
  const { method, headers, isBase64 } = request;
  if (method !== 'POST') return { status: 405, reason: 'method' };
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) return { status: 415, reason: 'type' };
  const bytes = isBase64 ? Math.floor((request.body.length * 3) / 4) : request.body.length;
  if (bytes > MAX_BYTES) return { status: 413, reason: 'size' };
  const body = Buffer.from(request.body, isBase64 ? 'base64' : 'utf8');
  if (body.length > MAX_BYTES) return { status: 413, reason: 'size' };
  if (!(await isSigned(request, body, settings))) return { status: 401, reason: 'signature' };
  const events = parseEvents(body);
  if (events === undefined) return { status: 400, reason: 'no array of events' };
  if (events.length > MAX_EVENTS) return { status: 413, reason: 'events' };
  return { status: 200, batch: toWebhookHints(events, settings.portalId) };
}

/** A secret that was replaced in HubSpot is read again before a request is refused. */
async function isSigned(
  { method, query, headers }: WebhookRequest,
  body: Uint8Array,
  { publicUrl, clientSecret, nowMs }: WebhookSettings,
): Promise<boolean> {
  const signed = {
    method,
    url: query === '' ? publicUrl : `${publicUrl.replace(/\?.*$/, '')}?${query}`,
    body,
    timestamp: headers['x-hubspot-request-timestamp'],
    signature: headers['x-hubspot-signature-v3'],
  };
  if (signed.timestamp === undefined || signed.signature === undefined) return false;
  const known = await clientSecret({ isFresh: false });
  if (isAuthentic(signed, known, nowMs())) return true;
  const fresh = await clientSecret({ isFresh: true });
  return fresh !== known && isAuthentic(signed, fresh, nowMs());
}

function parseEvents(body: Buffer): readonly unknown[] | undefined {
  const text = body.toString('utf8');
  if (depthOf(text) > MAX_DEPTH) return undefined;
  try {
    const parsed: unknown = JSON.parse(text, exactIds);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** Integers that a JSON number would round stay the text they were. */
function exactIds(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded ? (context?.source ?? value) : value;
}

/** How deep brackets nest, strings left out: a parser with a reviver recurses. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') isText = !isText;
    else if (isText) at += sign === '\\' ? 1 : 0;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}
