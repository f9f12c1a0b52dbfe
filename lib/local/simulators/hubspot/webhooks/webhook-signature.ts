import { createHash, createHmac } from 'node:crypto';

/** Escapes the receiver decodes before it signs. https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests */
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

/** Headers of a delivery signed as version 3: HMAC over method, public URL, raw body and timestamp. */
export function signV3(request: {
  readonly clientSecret: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly timestampMs: number;
}): Readonly<Record<string, string>> {
  const { clientSecret, method, body, timestampMs } = request;
  const url = request.url.replace(/%[0-9A-F]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);
  const source = `${method}${url}${body}${timestampMs}`;
  return {
    'x-hubspot-signature-v3': createHmac('sha256', clientSecret).update(source, 'utf8').digest('base64'),
    'x-hubspot-request-timestamp': String(timestampMs),
  };
}

/** The oldest scheme, which a receiver must not accept: a hash of secret and body. */
export function signV1(clientSecret: string, body: string): Readonly<Record<string, string>> {
  const digest = createHash('sha256').update(`${clientSecret}${body}`, 'utf8').digest('hex');
  return { 'x-hubspot-signature': digest, 'x-hubspot-signature-version': 'v1' };
}
