import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readWebhook } from '../../lib/crm/hubspot/webhook.ts';
import { toChangeHints } from '../../lib/crm/salesforce/change-hints.ts';
import { receiveChanges } from '../../lib/pipeline/receive-changes.ts';
import { createReceiver } from '../../lib/runtime/receiver.ts';
import { startAwsServer } from '../support/aws-server.ts';
import { close } from '../support/loopback-server.ts';
import { createManualClock } from '../support/manual-clock.ts';

const CANARY = 'canary-taro@example.com';
const SECRET = 'canary-client-secret';
const PUBLIC_URL = 'https://hooks.example.com/webhooks/hubspot';
const EntriesSchema = z.object({
  Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })),
});
let aws: Awaited<ReturnType<typeof startAwsServer>>;
let isBusDown: boolean;
let written: string[];

beforeEach(async () => {
  isBusDown = false;
  written = [];
  aws = await startAwsServer(({ operation }) => {
    if (operation === 'GetSecretValue')
      return { body: { SecretString: JSON.stringify({ clientSecret: SECRET }) } };
    return isBusDown
      ? { body: { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] } }
      : { body: { FailedEntryCount: 0, Entries: [{ EventId: '1' }] } };
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  for (const name of ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'local');
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('REVLOOP_BUS', 'bus');
  vi.stubEnv('REVLOOP_LOG', 'info');
  vi.stubEnv('REVLOOP_WEBHOOK_URL', PUBLIC_URL);
  vi.stubEnv('REVLOOP_WEBHOOK_SECRET', 'hooks');
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await close(aws.server);
});

describe('receive-changes', () => {
  it('answers a signed delivery 204 once the bus has its hints, as one event', async () => {
    const { handler, clock } = aReceiver();

    const answer = await handler(aDelivery(clock.nowMs(), [anEvent(1), anEvent(2)]));

    expect(answer).toEqual({ statusCode: 204 });
    expect(put()).toMatchObject([
      ['changes.received', { crm: 'hubspot', hints: [{ object: 'contacts', ids: ['1', '2'] }] }],
    ]);
  });

  it('F85: answers a forged delivery 401 and hands on nothing of it but that it came', async () => {
    const { handler, clock } = aReceiver();

    const answer = await handler(aDelivery(clock.nowMs(), [anEvent(1)], 'forged'));

    expect(answer).toEqual({ statusCode: 401 });
    const refused = [{ code: 'change-forged', reason: 'signature that is not by the app', count: 1 }];
    expect(put()).toEqual([['changes.quarantined', { crm: 'hubspot', refused, atMs: clock.nowMs() }]]);
  });

  it('notes forged deliveries of the same make once a minute, however many come', async () => {
    const { handler, clock } = aReceiver();
    const forge = () => handler(aDelivery(clock.nowMs(), [anEvent(1)], 'forged'));
    for (let at = 0; at < 20; at += 1) await forge();
    clock.advance(60_000);

    await forge();

    expect(put()).toHaveLength(2);
  });

  it('F86: notes a delivery that was signed too long ago as such', async () => {
    const { handler, clock } = aReceiver();

    const answer = await handler(aDelivery(clock.nowMs() - 300_001, [anEvent(1)]));

    expect(answer).toEqual({ statusCode: 401 });
    expect(put()).toMatchObject([['changes.quarantined', { refused: [{ code: 'change-untimely' }] }]]);
  });

  it('F90: keeps what it cannot read apart, and answers 2xx', async () => {
    const { handler, clock } = aReceiver();

    const answer = await handler(aDelivery(clock.nowMs(), [{ email: CANARY }, anEvent(1)]));

    expect(answer).toEqual({ statusCode: 204 });
    expect(put().map(([type]) => type)).toEqual(['changes.received', 'changes.quarantined']);
  });

  it('F92: fails where the bus does not take the hints, so that the sender tries again', async () => {
    const { handler, clock } = aReceiver();
    isBusDown = true;

    const answer = handler(aDelivery(clock.nowMs(), [anEvent(1)]));

    await expect(answer).rejects.toMatchObject({ code: 'store-unreachable' });
  });

  it('F93: answers 2xx for an account that is none of ours, counts it and queues nothing', async () => {
    vi.stubEnv('REVLOOP_WEBHOOK_PORTAL', '99');
    const { handler, clock } = aReceiver();

    const answer = await handler(aDelivery(clock.nowMs(), [anEvent(1)]));

    expect(answer).toEqual({ statusCode: 204 });
    expect(put()).toEqual([]);
    expect(written.join('')).toContain('"dropped":1');
  });

  it('hands on change events of Salesforce', async () => {
    const { handler } = aReceiver();
    const header = {
      entityName: 'Lead',
      changeType: 'DELETE',
      recordIds: ['00Q000000000001AAA'],
      commitTimestamp: 5,
    };
    const detail = { payload: { Email: CANARY, ChangeEventHeader: header } };

    const answer = await handler({ 'detail-type': 'LeadChangeEvent', detail });

    expect(answer).toBeUndefined();
    expect(put()).toMatchObject([
      ['changes.received', { crm: 'salesforce', hints: [{ object: 'Lead', kind: 'deleted', atMs: 5 }] }],
    ]);
  });

  it('F101: tells no secret, token or personal data in any line or event', async () => {
    const { handler, clock } = aReceiver();
    const events = [{ ...anEvent(1), propertyValue: CANARY }, { subscriptionType: CANARY }];

    await handler(aDelivery(clock.nowMs(), events));
    await handler(aDelivery(clock.nowMs(), events, 'forged'));
    isBusDown = true;
    await Promise.allSettled([handler(aDelivery(clock.nowMs(), events))]);

    expect(written.length).toBe(3);
    expect(written.join('') + JSON.stringify(put())).not.toMatch(/canary/);
  });
});

function aReceiver() {
  const clock = createManualClock();
  return {
    clock,
    handler: createReceiver('receive-changes', { readWebhook, toChangeHints, receiveChanges }, clock),
  };
}

function put(): readonly (readonly [string, unknown])[] {
  return aws.calls
    .filter(({ operation }) => operation === 'PutEvents')
    .flatMap(({ body }) => EntriesSchema.parse(body).Entries)
    .map(({ DetailType, Detail }) => [DetailType, JSON.parse(Detail)] as const);
}

function anEvent(objectId: number) {
  return { eventId: 1, portalId: 1, occurredAt: 1, subscriptionType: 'contact.creation', objectId };
}

function aDelivery(nowMs: number, events: readonly unknown[], secret = SECRET) {
  const body = JSON.stringify(events);
  const signature = createHmac('sha256', secret).update(`POST${PUBLIC_URL}${body}${nowMs}`).digest('base64');
  return {
    version: '2.0',
    rawPath: '/webhooks/hubspot',
    rawQueryString: '',
    headers: {
      'Content-Type': 'application/json',
      'x-hubspot-request-timestamp': String(nowMs),
      'x-hubspot-signature-v3': signature,
    },
    requestContext: { http: { method: 'POST' } },
    body,
    isBase64Encoded: false,
  };
}
