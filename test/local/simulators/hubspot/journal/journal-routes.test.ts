import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, type TestPortal } from '../hubspot-fixture.ts';

const JOURNAL = '/webhooks-journal/journal/2026-03';
const SUBSCRIPTIONS = '/webhooks-journal/subscriptions/2026-03';
const PORTAL_ID = 147_000_001;
const AddressSchema = z.object({ url: z.string(), currentOffset: z.string() });
const FileSchema = z.object({ journalEvents: z.array(z.looseObject({ action: z.string() })) });
const FILES = { 'contacts.csv': 'id,firstname\n1,Al\n2,Bo' };

async function journaled() {
  const portal = aPortal(FILES);
  const subscribed = await portal.call('POST', SUBSCRIPTIONS, {
    subscriptionType: 'OBJECT',
    objectTypeId: '0-1',
    portalId: PORTAL_ID,
    actions: ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'],
    properties: ['firstname'],
    objectIds: [],
  });
  return { portal, id: z.object({ id: z.number() }).parse(subscribed.body).id };
}

const rename = (portal: TestPortal, firstname: string) =>
  portal.edit({ kind: 'update', object: 'contacts', id: '1', properties: { firstname } });

async function fileOf(portal: TestPortal, path: string) {
  const address = AddressSchema.parse((await portal.call('GET', path)).body);
  const file = await portal.call('GET', new URL(address.url).pathname);
  return { offset: address.currentOffset, events: FileSchema.parse(file.body).journalEvents };
}

describe('the journal', () => {
  it('is read from the earliest file on, and ends with an empty answer', async () => {
    const { portal } = await journaled();
    rename(portal, 'Ann');
    const first = await fileOf(portal, `${JOURNAL}/earliest`);
    portal.edit({ kind: 'archive', object: 'contacts', id: '2' });

    const second = await fileOf(portal, `${JOURNAL}/offset/${first.offset}/next`);
    const latest = await fileOf(portal, `/webhooks-journal/journal-local/2026-03/latest`);
    const end = await portal.call('GET', `${JOURNAL}/offset/${second.offset}/next`);

    expect(first.events).toMatchObject([
      { action: 'UPDATE', objectTypeId: '0-1', objectId: 1, propertyChanges: { firstname: 'Ann' } },
    ]);
    expect(second.events).toMatchObject([{ action: 'DELETE', objectId: 2 }]);
    expect(latest.offset).toBe(second.offset);
    expect(end.status).toBe(204);
  });

  it('is read in batches from an offset, without a counted call', async () => {
    const { portal } = await journaled();
    for (const name of ['A', 'B', 'C']) {
      rename(portal, name);
      await portal.call('GET', `${JOURNAL}/latest`);
    }
    const first = await fileOf(portal, `${JOURNAL}/earliest`);

    const rest = await portal.call('GET', `${JOURNAL}/batch/${first.offset}/next/10`);
    const two = await portal.call('GET', `${JOURNAL}/batch/earliest/2`);
    const last = await portal.call('GET', `${JOURNAL}/batch/latest/1`);
    const some = await portal.call('POST', `${JOURNAL}/batch/read`, { inputs: [first.offset, 'x'] });
    const usage = await portal.call('GET', '/account-info/v3/api-usage/daily/private-apps');

    expect(rest.body).toHaveProperty('results.length', 2);
    expect(two.body).toHaveProperty('results.length', 2);
    expect(last.body).toHaveProperty('results.length', 1);
    expect(some.status).toBe(207);
    expect(usage.body).toMatchObject({ results: [{ currentUsage: 1 }] });
  });

  it('forgets after three days: an old offset is not found', async () => {
    const { portal } = await journaled();
    rename(portal, 'Ann');
    const { offset } = await fileOf(portal, `${JOURNAL}/earliest`);
    portal.clock.advance(3 * 86_400_000);

    const next = await portal.call('GET', `${JOURNAL}/offset/${offset}/next`);
    const earliest = await portal.call('GET', `${JOURNAL}/earliest`);

    expect([next.status, earliest.status]).toEqual([404, 204]);
  });

  it('holds what was subscribed to only, while it is', async () => {
    const { portal, id } = await journaled();
    portal.edit({ kind: 'update', object: 'contacts', id: '1', properties: { lastname: 'X' } });
    portal.edit({ kind: 'create', object: 'deals', properties: { dealname: 'D' } });
    const listed = await portal.call('GET', SUBSCRIPTIONS);
    const one = await portal.call('GET', `${SUBSCRIPTIONS}/${id}`);
    await portal.call('DELETE', `${SUBSCRIPTIONS}/${id}`);
    rename(portal, 'Ann');

    const earliest = await portal.call('GET', `${JOURNAL}/earliest`);
    const gone = await portal.call('GET', `${SUBSCRIPTIONS}/${id}`);

    expect(listed.body).toMatchObject({ results: [{ id }] });
    expect(one.body).toMatchObject({ id, objectTypeId: '0-1' });
    expect([earliest.status, gone.status]).toEqual([204, 404]);
  });

  it('takes snapshots of records', async () => {
    const portal = aPortal(FILES);
    const asked = await portal.call('POST', '/webhooks-journal/snapshots/2026-03/crm', {
      snapshotRequests: [
        { portalId: PORTAL_ID, objectTypeId: '0-1', objectId: 1, properties: ['firstname'] },
      ],
    });

    const { events } = await fileOf(portal, `${JOURNAL}/earliest`);

    expect(asked.status).toBe(200);
    expect(events).toMatchObject([{ action: 'SNAPSHOT', properties: { firstname: 'Al' } }]);
  });
});
