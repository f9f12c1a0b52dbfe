import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': 'id,email\n1,a@example.com\n2,b@example.com',
  'deals.csv': 'id,dealname\n1,D',
};
const RecordSchema = z.object({ id: z.string() });

describe('merging records', () => {
  const merge = { primaryObjectId: '2', objectIdToMerge: '1' };

  it('makes a record with a new id that both old ids lead to', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/merge', merge);
    const { id } = RecordSchema.parse(reply.body);
    const old = await portal.call('GET', '/crm/v3/objects/contacts/1?properties=hs_merged_object_ids,email');
    const list = await portal.call('GET', '/crm/v3/objects/contacts');

    expect(['1', '2']).not.toContain(id);
    expect(old.body).toMatchObject({
      id,
      updatedAt: NOW,
      properties: { hs_merged_object_ids: '1;2', email: 'b@example.com' },
    });
    expect(list.body).toMatchObject({ results: [{ id }] });
  });

  it('keeps the associations of both', async () => {
    const portal = aPortal({
      ...FILES,
      'associations.csv': 'fromType,fromId,toType,toId\ndeals,1,contacts,1',
    });

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/merge', merge);
    const { id } = RecordSchema.parse(reply.body);
    const deal = await portal.call('GET', '/crm/v3/objects/deals/1?associations=contacts');

    expect(deal.body).toMatchObject({ associations: { contacts: { results: [{ id }] } } });
  });

  it('collects the ids of merges before', async () => {
    const portal = aPortal({ 'contacts.csv': 'id,email\n1,a@e.jp\n2,b@e.jp\n3,c@e.jp' });
    await portal.call('POST', '/crm/v3/objects/contacts/merge', merge);

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/merge', {
      primaryObjectId: '3',
      objectIdToMerge: '1',
    });

    expect(reply.body).toMatchObject({
      properties: { hs_merged_object_ids: expect.stringMatching(/^3;1;2;\d{12}$/) },
    });
  });
});
