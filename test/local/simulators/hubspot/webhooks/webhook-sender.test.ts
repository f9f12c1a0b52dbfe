import { Signature } from '@hubspot/api-client';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW, type TestPortal } from '../hubspot-fixture.ts';
import { APP } from './app-path.ts';
import { aReceiver } from './receiver.ts';

const FILES = {
  'contacts.csv': 'id,email,firstname\n1,a@e.jp,Al\n2,b@e.jp,Bo',
  'deals.csv': 'id,dealname\n7,D',
};

const EventsSchema = z.array(z.looseObject({ subscriptionType: z.string(), attemptNumber: z.number() }));

async function listening(
  types: readonly (string | Readonly<Record<string, unknown>>)[],
  statuses: readonly number[] = [],
) {
  const portal = aPortal(FILES);
  const receiver = await aReceiver(statuses);
  const throttling = { maxConcurrentRequests: 10 };
  await portal.call('PUT', `${APP}/settings`, { targetUrl: receiver.url, throttling });
  for (const type of types) {
    const body = typeof type === 'string' ? { eventType: type } : type;
    await portal.call('POST', `${APP}/subscriptions`, { ...body, active: true });
  }
  return { portal, ...receiver };
}

const rename = (portal: TestPortal, firstname: string, id = '1') =>
  portal.edit({ kind: 'update', object: 'contacts', id, properties: { firstname } });

/** By the vendor's own client, which would also refuse the stopped clock of the test. */
function isSignedByVendor(delivery: {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}): boolean {
  const { url, body, headers } = delivery;
  const timestamp = Number(headers['x-hubspot-request-timestamp']);
  const source = { url, requestBody: body, timestamp, clientSecret: 'sim-secret', signature: '' };
  return Signature.getSignature('POST', 'v3', source) === headers['x-hubspot-signature-v3'];
}

function eventsOf(received: readonly { readonly body: string }[]) {
  return received.map(({ body }) => EventsSchema.parse(JSON.parse(body)));
}

describe('a delivery', () => {
  it('is signed so that the vendor’s own client accepts it', async () => {
    const { portal, url, received } = await listening(['contact.propertyChange']);
    rename(portal, 'Ann');

    await portal.webhooks.deliver();

    const [delivery] = received;
    const isValid = (body: string) => isSignedByVendor({ url, body, headers: delivery?.headers ?? {} });
    expect(delivery?.headers['x-hubspot-request-timestamp']).toBe(String(Date.parse(NOW)));
    expect(isValid(delivery?.body ?? '')).toBe(true);
    expect(isValid(`${delivery?.body} `)).toBe(false);
  });

  it.each([
    [
      'contact.propertyChange',
      {
        subscriptionType: 'contact.propertyChange',
        objectId: 1,
        propertyName: 'firstname',
        propertyValue: 'Ann',
        changeSource: 'CRM_UI',
        sourceId: 'userId:1',
        occurredAt: Date.parse(NOW),
        attemptNumber: 0,
        portalId: 147_000_001,
        appId: 7_906_213,
      },
    ],
    [
      { eventType: 'object.propertyChange', objectTypeId: '0-1', propertyName: 'firstname' },
      { subscriptionType: 'object.propertyChange', objectTypeId: '0-1', objectId: 1, isSensitive: false },
    ],
  ])('tells a changed value: %j', async (type, event) => {
    const { portal, received } = await listening([type]);
    rename(portal, 'Ann');

    await portal.webhooks.deliver();

    expect(eventsOf(received)).toMatchObject([[event]]);
  });

  it('tells a merge and the deletion of both, and no changed value', async () => {
    const { portal, received } = await listening([
      'contact.merge',
      'contact.deletion',
      'contact.propertyChange',
    ]);
    const [newId] = portal.edit({ kind: 'merge', object: 'contacts', primaryId: '1', otherId: '2' });

    await portal.webhooks.deliver();

    expect(eventsOf(received)).toMatchObject([
      [
        {
          subscriptionType: 'contact.merge',
          primaryObjectId: 1,
          mergedObjectIds: [2],
          newObjectId: Number(newId),
          numberOfPropertiesMoved: expect.any(Number),
        },
        { subscriptionType: 'contact.deletion', objectId: 1, changeFlag: 'DELETED' },
        { subscriptionType: 'contact.deletion', objectId: 2 },
      ],
    ]);
  });

  it('tells creation, deletion, restoring and privacy deletion, and what an integration wrote', async () => {
    const { portal, received } = await listening([
      'contact.creation',
      'contact.deletion',
      'contact.restore',
      'contact.privacyDeletion',
    ]);
    await portal.call('POST', '/crm/v3/objects/contacts', { properties: { email: 'n@e.jp' } });
    portal.edit({ kind: 'archive', object: 'contacts', id: '1' });
    portal.edit({ kind: 'restore', object: 'contacts', id: '1' });
    portal.edit({ kind: 'purge', object: 'contacts', id: '1' });

    await portal.webhooks.deliver();

    expect(eventsOf(received)).toMatchObject([
      [
        {
          subscriptionType: 'contact.creation',
          changeFlag: 'NEW',
          changeSource: 'INTEGRATION',
          sourceId: '1',
        },
        { subscriptionType: 'contact.deletion', objectId: 1 },
        { subscriptionType: 'contact.restore', objectId: 1 },
        { subscriptionType: 'contact.privacyDeletion', objectId: 1 },
      ],
    ]);
  });

  it('tells an association to the subscribers of both ends', async () => {
    const { portal, received } = await listening(['deal.associationChange', 'contact.associationChange']);
    portal.edit({ kind: 'associate', object: 'deals', id: '7', toObject: 'contacts', toId: '1' });

    await portal.webhooks.deliver();

    expect(eventsOf(received)).toMatchObject([
      [
        { associationType: 'DEAL_TO_CONTACT', fromObjectId: 7, toObjectId: 1, associationRemoved: false },
        { associationType: 'CONTACT_TO_DEAL', fromObjectId: 1, toObjectId: 7, isPrimaryAssociation: false },
      ],
    ]);
  });

  it('holds at most 100 events', async () => {
    const { portal, received } = await listening(['contact.propertyChange']);
    for (let i = 0; i < 250; i += 1) rename(portal, `v${i}`);

    const report = await portal.webhooks.deliver();

    expect(report).toMatchObject({ delivered: 250, waiting: 0 });
    expect(eventsOf(received).map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  it('is tried again with the next attempt’s number, and given up after ten retries', async () => {
    const { portal, received } = await listening(['contact.propertyChange'], Array(11).fill(500));
    rename(portal, 'Ann');

    const reports = [];
    for (let i = 0; i < 11; i += 1) reports.push(await portal.webhooks.deliver());

    expect(eventsOf(received).map(([event]) => event?.attemptNumber)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(reports.map(({ waiting }) => waiting)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
    expect(reports.at(-1)).toMatchObject({ abandoned: 1 });
  });

  it('comes twice, backwards or with holes when told so', async () => {
    const { portal, received } = await listening(['contact.propertyChange']);
    for (const name of ['A', 'B', 'C']) rename(portal, name);

    await portal.call('POST', '/_simulator/webhooks/deliver', { order: 'reversed', copies: 2, drop: 1 });

    const names = eventsOf(received).map((batch) => batch.map((event) => event['propertyValue']));
    expect(names).toEqual([
      ['B', 'A'],
      ['B', 'A'],
    ]);
  });

  it.each(['signature', 'body', 'old', 'future', 'version-1', 'unsigned'] as const)(
    'is forged when told so: %s',
    async (forge) => {
      const { portal, url, received } = await listening(['contact.propertyChange']);
      rename(portal, 'Ann');

      await portal.webhooks.deliver({ forge });

      const [delivery] = received;
      const timestampMs = Number(delivery?.headers['x-hubspot-request-timestamp']);
      const isFresh = Math.abs(timestampMs - Date.parse(NOW)) <= 300_000;
      const { body = '', headers = {} } = delivery ?? {};
      expect(isFresh && isSignedByVendor({ url, body, headers })).toBe(false);
    },
  );

  it('waits, is shown and can be dropped', async () => {
    const { portal, received } = await listening(['contact.propertyChange']);
    rename(portal, 'Ann');

    const shown = await portal.call('GET', '/_simulator/webhooks');
    await portal.call('DELETE', '/_simulator/webhooks');
    await portal.webhooks.deliver();

    expect(shown.body).toMatchObject({ waiting: [{ propertyValue: 'Ann' }] });
    expect(received).toEqual([]);
  });

  it('goes out by itself when automated', async () => {
    const { portal, received } = await listening(['contact.propertyChange']);
    await portal.call('PUT', '/_simulator/webhooks/automation', { delayMs: 0 });
    rename(portal, 'Ann');

    await expect.poll(() => received.length).toBe(1);
  });
});
