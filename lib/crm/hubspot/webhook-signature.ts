import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a signed request may be. https://developers.hubspot.com/docs/api/webhooks/validating-requests */
const OLDEST_MS = 300_000;
/** HubSpot's clock may be ahead of ours by this much; anything later was not sent yet. */
const AHEAD_MS = 1_000;

/** Escapes that HubSpot decodes before it signs; the `?` that begins the query is none. */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};
const ESCAPE = /%[0-9A-F]{2}/g;
const TIMESTAMP = /^\d{1,15}$/;

export interface SignedRequest {
  readonly method: string;
  /** The whole address as HubSpot calls it, with scheme, host and query. */
  readonly url: string;
  /** The bytes as they came. */
  readonly body: Uint8Array;
  /** Headers `X-HubSpot-Request-Timestamp` and `X-HubSpot-Signature-v3`; those of versions 1 and 2 count for nothing. */
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/** `untimely`: HubSpot signed it, but too long ago, or later than now. */
export type SignatureVerdict = 'authentic' | 'forged' | 'untimely';

/** Whether HubSpot's v3 signature fits the request, and the request is neither old nor from the future. */
export function judgeSignature(
  request: SignedRequest,
  clientSecret: string,
  nowMs: number,
): SignatureVerdict {
  const { timestamp, signature } = request;
  if (timestamp === undefined || signature === undefined || !TIMESTAMP.test(timestamp)) return 'forged';
  const ageMs = nowMs - Number(timestamp);
  const expected = Buffer.from(signatureOf(request, clientSecret, timestamp));
  const given = Buffer.from(signature);
  // Of unequal lengths only the length is told, which everybody knows.
  const isSame = given.length === expected.length && timingSafeEqual(given, expected);
  if (!isSame) return 'forged';
  return ageMs <= OLDEST_MS && ageMs >= -AHEAD_MS ? 'authentic' : 'untimely';
}

/** The v3 signature in base64: HMAC-SHA-256 over method, decoded address, body and timestamp, without separators. */
function signatureOf({ method, url, body }: SignedRequest, clientSecret: string, timestamp: string): string {
  const address = url.replace(ESCAPE, (code) => DECODED[code] ?? code);
  return createHmac('sha256', clientSecret)
    .update(method + address)
    .update(body)
    .update(timestamp)
    .digest('base64');
}
