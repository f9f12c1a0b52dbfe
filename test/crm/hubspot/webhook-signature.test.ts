import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSignature, type SignedRequest } from '../../../lib/crm/hubspot/webhook-signature.ts';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const URL = 'https://www.example.com/webhook_uri';
const CREATION =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
const SENT_MS = 1_700_000_000_000;
const SIGNED: SignedRequest = {
  method: 'POST',
  url: URL,
  body: Buffer.from(CREATION),
  timestamp: String(SENT_MS),
  signature: '/pXDSgWeGksQpwCsgqd43P0eY6gBIse9UX0tfkudUrE=',
};
const SEED = Number(process.env['REVLOOP_SEED'] ?? Date.now() & 0x7fff_ffff);

describe('F87: the published vectors', () => {
  it.each([
    [
      'a body that is no JSON',
      URL,
      "{'example_field':'example_value'}",
      1_693_657_560_000,
      'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
    ],
    ['an event', URL, CREATION, SENT_MS, '/pXDSgWeGksQpwCsgqd43P0eY6gBIse9UX0tfkudUrE='],
    [
      'an address with escapes, decoded',
      `${URL}?to=a%40b.com&r=https%3A%2F%2Fx.y%2Fz`,
      CREATION,
      SENT_MS,
      'QQP+DSd8EQuKEgkqbo8sMUPnNwxlmYe46BAfz6+WeV8=',
    ],
  ])('are authentic: %s', (_case, url, body, sentMs, signature) => {
    const request = { method: 'POST', url, body: Buffer.from(body), timestamp: String(sentMs), signature };

    expect(judgeSignature(request, SECRET, sentMs)).toBe('authentic');
  });

  it('are not authentic where the escapes were signed as they stand', () => {
    const url = `${URL}?to=a%40b.com&r=https%3A%2F%2Fx.y%2Fz`;
    const request = { ...SIGNED, url, signature: 'SbNX68JTYtrZN+CZ2BSfsmbakotwS5ICcN/8oAyyqCk=' };

    expect(judgeSignature(request, SECRET, SENT_MS)).toBe('forged');
  });
});

describe('F85: a request', () => {
  it.each([
    ['no signature', { signature: undefined }],
    ['no timestamp', { timestamp: undefined }],
    ['an empty signature', { signature: '' }],
    ['the signature of version 1', { signature: hex(`${SECRET}${CREATION}`) }],
    ['the signature of version 2', { signature: hex(`${SECRET}POST${URL}${CREATION}`) }],
    ['a signature with more behind it', { signature: `${SIGNED.signature}=` }],
    ['a signature by another secret', { signature: hmac('another', `POST${URL}${CREATION}${SENT_MS}`) }],
  ])('with %s is not authentic', (_case, change) => {
    expect(judgeSignature({ ...SIGNED, ...change }, SECRET, SENT_MS)).toBe('forged');
  });

  it('with one bit changed in body, address, method or timestamp is not authentic', () => {
    process.stdout.write(`webhook signature: REVLOOP_SEED=${SEED}\n`);
    const part = fc.constantFrom('body', 'url', 'method', 'timestamp');

    fc.assert(
      fc.property(part, fc.nat(), fc.integer({ min: 0, max: 7 }), (name, at, bit) => {
        const bytes = Buffer.from(SIGNED[name] ?? '');
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        const changed = name === 'body' ? bytes : bytes.toString('latin1');

        return judgeSignature({ ...SIGNED, [name]: changed }, SECRET, SENT_MS) === 'forged';
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

describe('F86: a signed request', () => {
  it.each([
    ['5 minutes old', 300_000, 'authentic'],
    ['a millisecond older than 5 minutes', 300_001, 'untimely'],
    ['a second ahead of our clock', -1_000, 'authentic'],
    ['more than a second ahead', -1_001, 'untimely'],
    ['5 minutes ahead', -300_000, 'untimely'],
  ])('that is %s: %d ms, %s', (_case, ageMs, expected) => {
    expect(judgeSignature(SIGNED, SECRET, SENT_MS + ageMs)).toBe(expected);
  });

  it.each([['1e12'], ['-1700000000000'], [' 1700000000000'], ['1700000000000.0'], ['']])(
    'with the timestamp “%s” is not authentic',
    (timestamp) => {
      const signature = hmac(SECRET, `POST${URL}${CREATION}${timestamp}`);

      expect(judgeSignature({ ...SIGNED, timestamp, signature }, SECRET, SENT_MS)).not.toBe('authentic');
    },
  );
});

function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
