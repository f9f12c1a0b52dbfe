import type { RefusalCode } from '../../domain/hint.ts';
import type { HintBatch } from '../hint-batch.ts';
import { CRM } from './object-names.ts';
import { toWebhookHints } from './webhook-hints.ts';
import { judgeSignature, type SignatureVerdict } from './webhook-signature.ts';

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
  | ({ readonly status: 400 | 401 | 405 | 413 | 415 } & Refusal);

interface Refusal {
  readonly crm: string;
  readonly code: RefusalCode;
  /** Never a part of the request: whoever sent it may be anybody. */
  readonly reason: string;
}

/** HubSpot sends at most 100 events, about 50 KB. */
const MAX_BYTES = 1024 * 1024;
const MAX_EVENTS = 1_000;
const MAX_DEPTH = 8;
const TOO_LARGE = 'request that is too large';

/** Checks a delivery from its outside inwards: nothing of a body is looked at before its signature fits. */
export async function readWebhook(
  request: WebhookRequest,
  settings: WebhookSettings,
): Promise<WebhookAnswer> {
  const { method, headers, isBase64 } = request;
  if (method !== 'POST') return refuse(405, 'request by another method than POST');
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return refuse(415, 'request that is no JSON');
  const bytes = isBase64 ? Math.floor((request.body.length * 3) / 4) : request.body.length;
  if (bytes > MAX_BYTES) return refuse(413, TOO_LARGE);
  const body = Buffer.from(request.body, isBase64 ? 'base64' : 'utf8');
  if (body.length > MAX_BYTES) return refuse(413, TOO_LARGE);
  const verdict = await judge(request, body, settings);
  if (verdict === 'forged')
    return { ...refuse(401, 'signature that is not by the app'), code: 'change-forged' };
  if (verdict === 'untimely') return { ...refuse(401, 'signature out of its time'), code: 'change-untimely' };
  const events = parseEvents(body);
  if (events === undefined) return refuse(400, 'request that is no array of events');
  if (events.length > MAX_EVENTS) return refuse(413, 'request with too many events');
  return { status: 200, batch: toWebhookHints(events, settings.portalId) };
}

function refuse<S extends 400 | 401 | 405 | 413 | 415>(status: S, reason: string) {
  return { status, crm: CRM, code: 'change-unreadable', reason } as const;
}

/** A secret that was replaced in HubSpot is read again before a request is refused. */
async function judge(
  { method, query, headers }: WebhookRequest,
  body: Uint8Array,
  { publicUrl, clientSecret, nowMs }: WebhookSettings,
): Promise<SignatureVerdict> {
  const signed = {
    method,
    url: query === '' ? publicUrl : `${publicUrl.replace(/\?.*$/, '')}?${query}`,
    body,
    timestamp: headers['x-hubspot-request-timestamp'],
    signature: headers['x-hubspot-signature-v3'],
  };
  if (signed.timestamp === undefined || signed.signature === undefined) return 'forged';
  const known = await clientSecret({ isFresh: false });
  const verdict = judgeSignature(signed, known, nowMs());
  if (verdict !== 'forged') return verdict;
  const fresh = await clientSecret({ isFresh: true });
  return fresh === known ? verdict : judgeSignature(signed, fresh, nowMs());
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
