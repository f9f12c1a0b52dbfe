import { describe, expect, it } from 'vitest';
import { aPortal, NOW } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv':
    'id,email,phone,lifecyclestage,hs_analytics_source,createdAt\n' +
    '1,a@e.jp,,customer,PAID_SEARCH,2025-01-01T00:00:00Z\n' +
    '2,b@e.jp,,lead,OFFLINE,2025-06-01T00:00:00Z\n' +
    '3,c@e.jp,33,lead,,2025-06-01T00:00:00Z',
};
const LIST = '/crm/v3/objects/contacts';
const ALL =
  'email,phone,lifecyclestage,hs_analytics_source,hs_merged_object_ids,hs_calculated_merged_vids,hs_additional_emails';

describe('a merge', () => {
  it('keeps the primary’s values, the furthest stage and the first source', async () => {
    const portal = aPortal(FILES);
    await portal.call('POST', `${LIST}/merge`, { primaryObjectId: '2', objectIdToMerge: '1' });

    const reply = await portal.call('GET', `${LIST}/2?properties=${ALL}`);

    expect(reply.body).toMatchObject({
      createdAt: '2025-01-01T00:00:00.000Z',
      updatedAt: NOW,
      properties: {
        email: 'b@e.jp',
        hs_additional_emails: 'a@e.jp',
        lifecyclestage: 'customer',
        hs_analytics_source: 'PAID_SEARCH',
        hs_merged_object_ids: '1;2',
        hs_calculated_merged_vids: `1:${Date.parse(NOW)};2:${Date.parse(NOW)}`,
      },
    });
  });

  it('fills blanks of the primary from the other', async () => {
    const portal = aPortal(FILES);
    await portal.call('POST', `${LIST}/merge`, { primaryObjectId: '2', objectIdToMerge: '3' });

    const reply = await portal.call('GET', `${LIST}/3?properties=phone`);

    expect(reply.body).toMatchObject({ properties: { phone: '33' } });
  });

  it('answers a batch read of both old ids with the one survivor', async () => {
    const portal = aPortal(FILES);
    const [id] = portal.edit({ kind: 'merge', object: 'contacts', primaryId: '1', otherId: '2' });

    const reply = await portal.call('POST', `${LIST}/batch/read`, { inputs: [{ id: '1' }, { id: '2' }] });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ results: [{ id }] });
  });

  it('keeps the primary’s id where the portal has it so', async () => {
    const portal = aPortal(FILES, { settings: { mergeKeepsPrimaryId: true } });
    await portal.call('POST', `${LIST}/merge`, { primaryObjectId: '2', objectIdToMerge: '1' });

    const old = await portal.call('GET', `${LIST}/1?properties=hs_merged_object_ids`);
    const list = await portal.call('GET', LIST);

    expect(old.body).toMatchObject({ id: '2', updatedAt: NOW, properties: { hs_merged_object_ids: '1' } });
    expect(list.body).toMatchObject({ results: [{ id: '2' }, { id: '3' }] });
  });
});

describe('a change of stage', () => {
  it('stamps when it was entered and the other left, where the object has such properties', async () => {
    const portal = aPortal({
      'contacts.csv':
        'id,lifecyclestage,hs_v2_date_entered_customer,hs_v2_date_exited_lead,hs_lifecyclestage_customer_date\n1,lead,,,',
    });
    portal.edit({ kind: 'update', object: 'contacts', id: '1', properties: { lifecyclestage: 'customer' } });

    const reply = await portal.call(
      'GET',
      `${LIST}/1?properties=hs_v2_date_entered_customer,hs_v2_date_exited_lead,hs_lifecyclestage_customer_date`,
    );

    expect(reply.body).toMatchObject({
      properties: {
        hs_v2_date_entered_customer: NOW,
        hs_v2_date_exited_lead: NOW,
        hs_lifecyclestage_customer_date: NOW,
      },
    });
  });
});

describe('the history of a property', () => {
  it.each([
    ['contacts', 'firstname', 45],
    ['deals', 'dealname', 20],
  ])('of %s keeps the %s’s last %3$i versions', async (object, property, kept) => {
    const portal = aPortal({ [`${object}.csv`]: `id,${property}\n1,start` });
    for (let i = 1; i <= 50; i += 1)
      portal.edit({ kind: 'update', object, id: '1', properties: { [property]: `v${i}` } });

    const reply = await portal.call('POST', `/crm/v3/objects/${object}/batch/read`, {
      inputs: [{ id: '1' }],
      propertiesWithHistory: [property],
    });

    expect(reply.body).toHaveProperty(`results.0.propertiesWithHistory.${property}.length`, kept);
    expect(reply.body).toHaveProperty(`results.0.propertiesWithHistory.${property}.0.value`, 'v50');
  });

  it('has one entry for an imported value, at creation', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('GET', `${LIST}?limit=1&propertiesWithHistory=lifecyclestage`);

    expect(reply.body).toMatchObject({
      results: [
        {
          propertiesWithHistory: {
            lifecyclestage: [
              { value: 'customer', timestamp: '2025-01-01T00:00:00.000Z', sourceType: 'IMPORT' },
            ],
          },
        },
      ],
    });
  });
});
