import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readWebhook, type WebhookRequest, type WebhookSettings } from '../../../lib/crm/hubspot/webhook.ts';

const NOW_MS = 1_700_000_000_000;
const PUBLIC_URL = 'https://hooks.example.com/prod/webhooks/hubspot';
const SETTINGS: WebhookSettings = {
  publicUrl: PUBLIC_URL,
  portalId: '62515',
  clientSecret: async () => 'secret',
  nowMs: () => NOW_MS,
};

describe('events', () => {
  it.each([
    ['contact.creation', { objectId: 1 }, [['contacts', 'changed', ['1']]]],
    ['company.propertyChange', { objectId: 1, propertyName: 'name' }, [['companies', 'changed', ['1']]]],
    ['deal.restore', { objectId: 1 }, [['deals', 'changed', ['1']]]],
    ['deal.deletion', { objectId: 1 }, [['deals', 'deleted', ['1']]]],
    ['contact.privacyDeletion', { objectId: 1 }, [['contacts', 'erased', ['1']]]],
    [
      'company.merge',
      { primaryObjectId: 1, mergedObjectIds: [2, 4], newObjectId: 3 },
      [['companies', 'merged', ['3', '1', '2', '4']]],
    ],
    [
      'contact.merge',
      { objectId: 1, primaryObjectId: 1, mergedObjectIds: [2] },
      [['contacts', 'merged', ['1', '2']]],
    ],
    [
      'deal.associationChange',
      { associationType: 'DEAL_TO_CONTACT', fromObjectId: 1, toObjectId: 2, associationRemoved: true },
      [
        ['deals', 'changed', ['1']],
        ['contacts', 'changed', ['2']],
      ],
    ],
    [
      'deal.associationChange',
      { associationType: 'DEAL_TO_TICKET', fromObjectId: 1, toObjectId: 2 },
      [['deals', 'changed', ['1']]],
    ],
    [
      'object.associationChange',
      { fromObjectTypeId: '0-1', toObjectTypeId: '0-2', fromObjectId: 1, toObjectId: 2 },
      [
        ['contacts', 'changed', ['1']],
        ['companies', 'changed', ['2']],
      ],
    ],
    ['object.propertyChange', { objectTypeId: '0-3', objectId: 1 }, [['deals', 'changed', ['1']]]],
    ['object.creation', { objectTypeId: '0-2', objectId: '7' }, [['companies', 'changed', ['7']]]],
    [
      'object.merge',
      { objectTypeId: '0-1', objectId: 1, mergedObjectIds: [2] },
      [['contacts', 'merged', ['1', '2']]],
    ],
  ])('%s %j are hints', async (subscriptionType, more, expected) => {
    const batch = await batchOf([anEvent({ objectId: undefined, subscriptionType, ...more })]);

    expect(batch?.hints.map(({ object, kind, ids }) => [object, kind, ids])).toEqual(expected);
    expect(batch).toMatchObject({ crm: 'hubspot', dropped: 0, rejects: [] });
  });

  it.each([
    ['an object that is not synced', { subscriptionType: 'object.creation', objectTypeId: '2-1000001' }],
    ['another kind', { subscriptionType: 'conversation.newMessage' }],
    ['a word every object knows', { subscriptionType: 'constructor.creation' }],
    ['an action every object knows', { subscriptionType: 'contact.constructor' }],
    ['F93: another account', { portalId: 1 }],
  ])('of %s are dropped and counted', async (_case, change) => {
    const batch = await batchOf([anEvent(change), anEvent({})]);

    expect(batch).toMatchObject({ dropped: 1, rejects: [], hints: [{ ids: ['1'] }] });
  });

  it('F88: twice, or as two changes of one record, name it once, from the first', async () => {
    const events = [
      anEvent({ eventId: 1, occurredAt: 200 }),
      anEvent({ eventId: 1, occurredAt: 200 }),
      anEvent({ eventId: 2, occurredAt: 100, propertyName: 'email' }),
    ];

    const batch = await batchOf(events);

    expect(batch?.hints).toEqual([
      { crm: 'hubspot', object: 'contacts', ids: ['1'], kind: 'changed', atMs: 100 },
    ]);
  });

  it('F89: name the same records in any order', async () => {
    const events = [
      anEvent({ objectId: 1 }),
      anEvent({ objectId: 2, occurredAt: 1 }),
      anEvent({ objectId: 3 }),
    ];

    const [one, other] = [await batchOf(events), await batchOf(events.toReversed())];

    expect(new Set(one?.hints[0]?.ids)).toEqual(new Set(other?.hints[0]?.ids));
  });

  it('keep ids that JSON numbers would round', async () => {
    const text = JSON.stringify([anEvent({ objectId: 1 })]).replace(
      '"objectId":1',
      '"objectId":9007199254740993',
    );

    const answer = await readWebhook(signed(text), SETTINGS);

    expect(answer).toMatchObject({ batch: { hints: [{ ids: ['9007199254740993'] }] } });
  });

  it.each([
    ['null', null],
    ['a text', 'event'],
    ['an object without an id', { ...anEvent({}), objectId: undefined }],
    ['a fractional id', anEvent({ objectId: 1.5 })],
    ['an id that is a path', anEvent({ objectId: '../1' })],
    ['no time', { ...anEvent({}), occurredAt: undefined }],
  ])('F90: that are %s are set aside, the good ones go on', async (_case, bad) => {
    const batch = await batchOf([anEvent({ objectId: 5 }), bad, anEvent({ objectId: 6 })]);

    expect(batch).toMatchObject({ dropped: 0, hints: [{ ids: ['5', '6'] }] });
    expect(batch?.rejects).toHaveLength(1);
  });

  it('F103: that name __proto__ change no prototype', async () => {
    const text = `[{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},${JSON.stringify(anEvent({})).slice(1)}]`;

    const answer = await readWebhook(signed(text), SETTINGS);

    expect(answer).toMatchObject({ status: 200, batch: { hints: [{ ids: ['1'] }] } });
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('F101: that cannot be read leave nothing of themselves in the reason', async () => {
    const batch = await batchOf([{ canary: 'taro@example.com', subscriptionType: 'taro@example.com' }]);

    expect(JSON.stringify(batch)).not.toContain('taro@example.com');
  });
});

describe('a request', () => {
  it('F87: is signed over the public address and its own query, whatever host it came through', async () => {
    const query = 'to=a%40b.com';
    const request = signed('[]', { url: `${PUBLIC_URL}?to=a@b.com` });

    const answers = [
      await readWebhook({ ...request, query }, SETTINGS),
      await readWebhook({ ...request, query: 'to=c%40b.com' }, SETTINGS),
    ];

    expect(answers).toMatchObject([{ status: 200 }, { status: 401 }]);
  });

  it('F91: whose body came in base64 is checked over its bytes', async () => {
    const request = signed(JSON.stringify([anEvent({})]));
    const body = Buffer.from(request.body).toString('base64');

    const answer = await readWebhook({ ...request, body, isBase64: true }, SETTINGS);

    expect(answer).toMatchObject({ status: 200, batch: { hints: [{ ids: ['1'] }] } });
  });

  it.each([
    ['another method', { method: 'GET' }, 405],
    ['another content type', { headers: { 'content-type': 'text/html' } }, 415],
    ['no content type', { headers: {} }, 415],
    ['more than 1 MB', { body: 'x'.repeat(1024 * 1024 + 1) }, 413],
    ['more than 1 MB in base64', { body: 'eHh4'.repeat(400_000), isBase64: true }, 413],
    ['more than 1 MB of long letters', { body: 'あ'.repeat(400_000) }, 413],
  ])('F91: with %s is refused before its secret is asked for', async (_case, change, status) => {
    let asked = 0;
    const clientSecret = async () => {
      asked += 1;
      return 'secret';
    };

    const answer = await readWebhook({ ...signed('[]'), ...change }, { ...SETTINGS, clientSecret });

    expect(answer.status).toBe(status);
    expect(asked).toBe(0);
  });

  it.each([
    ['cut off', '[{"eventId":1', 400],
    ['no array', '{"eventId":1}', 400],
    ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['nested 100,000 deep behind a text with brackets', `["\\"]]]",${'['.repeat(100_000)}`, 400],
    ['100,000 events', `[${Array(100_000).fill('{}').join(',')}]`, 413],
  ])('F91: whose body is %s is refused', async (_case, text, status) => {
    expect((await readWebhook(signed(text), SETTINGS)).status).toBe(status);
  });

  it('F85: is refused where it is not signed, with nothing of it read', async () => {
    const request = signed('not JSON', { secret: 'forged' });

    expect(await readWebhook(request, SETTINGS)).toEqual({
      ...{ status: 401, crm: 'hubspot', code: 'change-forged' },
      reason: 'signature that is not by the app',
    });
  });

  it('is taken where the secret was replaced since it was read', async () => {
    const clientSecret: WebhookSettings['clientSecret'] = async ({ isFresh }) => (isFresh ? 'new' : 'old');

    const answer = await readWebhook(signed('[]', { secret: 'new' }), { ...SETTINGS, clientSecret });

    expect(answer.status).toBe(200);
  });

  it('F92: is never refused for a fault of ours', async () => {
    const clientSecret = async () => Promise.reject(new Error('no secret'));

    const answer = readWebhook(signed('[]'), { ...SETTINGS, clientSecret });

    await expect(answer).rejects.toThrow('no secret');
  });
});

async function batchOf(events: readonly unknown[]) {
  const answer = await readWebhook(signed(JSON.stringify(events)), SETTINGS);
  return answer.status === 200 ? answer.batch : undefined;
}

function anEvent(change: Readonly<Record<string, unknown>>) {
  const event = { eventId: 1, subscriptionId: 2, portalId: 62515, occurredAt: NOW_MS, objectId: 1 };
  return { ...event, subscriptionType: 'contact.propertyChange', attemptNumber: 0, ...change };
}

function signed(body: string, by: { readonly url?: string; readonly secret?: string } = {}): WebhookRequest {
  const { url = PUBLIC_URL, secret = 'secret' } = by;
  const signature = createHmac('sha256', secret).update(`POST${url}${body}${NOW_MS}`).digest('base64');
  const headers = {
    'content-type': 'application/json;charset=UTF-8',
    'x-hubspot-request-timestamp': String(NOW_MS),
    'x-hubspot-signature-v3': signature,
  };
  return { method: 'POST', query: '', headers, body, isBase64: false };
}
