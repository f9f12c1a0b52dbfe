import { describe, expect, it } from 'vitest';
import { aPortal } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': 'id,email\n1,a@example.com\n2,b@example.com\n3,c@example.com',
  'companies.csv': 'id,name\n10,Ten\n11,Eleven',
  'deals.csv': 'id,dealname\n7,D\n8,E',
  'associations.csv': [
    'fromType,fromId,toType,toId,typeId',
    'contacts,1,companies,10,1',
    'contact,1,company,11,279',
    'deals,7,contacts,1,3',
    'deals,7,contacts,2,',
  ].join('\n'),
};
const PRIMARY = { category: 'HUBSPOT_DEFINED', label: 'Primary' };
const UNLABELED = { category: 'HUBSPOT_DEFINED', label: null };

describe('reading associations', () => {
  it('answers both types of a primary company, with numbers for ids', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v4/associations/contacts/companies/batch/read', {
      inputs: [{ id: '1' }],
    });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      results: [
        {
          from: { id: '1' },
          to: [
            {
              toObjectId: 10,
              associationTypes: [
                { ...PRIMARY, typeId: 1 },
                { ...UNLABELED, typeId: 279 },
              ],
            },
            { toObjectId: 11, associationTypes: [{ ...UNLABELED, typeId: 279 }] },
          ],
        },
      ],
    });
    expect(portal.calls.list()).toEqual([
      {
        method: 'POST',
        route: '/crm/v4/associations/{object}/{object}/batch/read',
        object: 'contacts',
        count: 1,
      },
    ]);
  });

  it('follows them in the other direction', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/associations/2026-03/companies/contacts/batch/read', {
      inputs: [{ id: '10' }],
    });

    expect(reply.body).toMatchObject({
      results: [{ to: [{ toObjectId: 1, associationTypes: [{ typeId: 2 }, { typeId: 280 }] }] }],
    });
  });

  it('reports a record without any as an error of a 207', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v4/associations/deals/companies/batch/read', {
      inputs: [{ id: '7' }, { id: '8' }],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [],
      numErrors: 2,
      errors: [
        {
          category: 'OBJECT_NOT_FOUND',
          subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
          message: 'No company is associated with deal 7.',
          context: { fromObjectId: ['7'], fromObjectType: ['deal'], toObjectType: ['company'] },
        },
        { context: { fromObjectId: ['8'] } },
      ],
    });
  });

  it('takes 1,000 inputs and refuses 1,001', async () => {
    const portal = aPortal(FILES);
    const inputs = Array.from({ length: 1001 }, (_, i) => ({ id: String(i) }));
    const path = '/crm/v4/associations/deals/contacts/batch/read';

    const full = await portal.call('POST', path, { inputs: inputs.slice(1) });
    const over = await portal.call('POST', path, { inputs });

    expect([full.status, over.status]).toEqual([207, 400]);
  });

  it.each(['/crm/v4/objects', '/crm/objects/2026-03'])(
    'pages a record’s associations by the last id under %s',
    async (prefix) => {
      const portal = aPortal(FILES);

      const first = await portal.call('GET', `${prefix}/deals/7/associations/contacts?limit=1`);
      const second = await portal.call('GET', `${prefix}/deals/7/associations/contacts?limit=1&after=1`);

      expect(first.body).toMatchObject({ results: [{ toObjectId: 1 }], paging: { next: { after: '1' } } });
      expect(second.body).toMatchObject({ results: [{ toObjectId: 2 }] });
      expect(second.body).not.toHaveProperty('paging');
    },
  );

  it('puts them into a list under the plural name, one entry per type', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call(
      'GET',
      '/crm/v3/objects/contacts?associations=company,deals&properties=email',
    );

    expect(reply.body).toMatchObject({
      results: [
        {
          associations: {
            companies: {
              results: [
                { id: '10', type: 'contact_to_company' },
                { id: '10', type: 'contact_to_company_unlabeled' },
                { id: '11', type: 'contact_to_company_unlabeled' },
              ],
            },
            deals: { results: [{ id: '7', type: 'contact_to_deal' }] },
          },
        },
        { associations: { deals: { results: [{ id: '7' }] } } },
        { id: '3' },
      ],
    });
    expect(reply.body).not.toHaveProperty(['results', 2, 'associations']);
  });

  it('cuts inline associations at 100 and points to the rest', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => i + 1);
    const portal = aPortal({
      'companies.csv': 'id\n500',
      'associations.csv': [
        'fromType,fromId,toType,toId',
        ...ids.map((id) => `contacts,${id},companies,500`),
      ].join('\n'),
    });

    const reply = await portal.call('GET', '/crm/v3/objects/companies/500?associations=contacts');

    expect(reply.body).toMatchObject({ associations: { contacts: { paging: { next: { after: '100' } } } } });
    expect(reply.body).toHaveProperty('associations.contacts.results.length', 100);
  });

  it('hides archived records', async () => {
    const portal = aPortal(FILES);
    await portal.call('DELETE', '/crm/v3/objects/contacts/1');

    const reply = await portal.call('GET', '/crm/v4/objects/deals/7/associations/contacts');

    expect(reply.body).toMatchObject({ results: [{ toObjectId: 2 }] });
  });

  it('lists the labels of a pair', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('GET', '/crm/v4/associations/deals/companies/labels');

    expect(reply.body).toEqual({
      results: [
        { ...PRIMARY, typeId: 5 },
        { ...UNLABELED, typeId: 341 },
      ],
    });
  });

  it('answers the older API with names of types', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v3/associations/deals/contacts/batch/read', {
      inputs: [{ id: '7' }, { id: '8' }],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ from: { id: '7' }, to: [{ id: '1', type: 'deal_to_contact' }, { id: '2' }] }],
      numErrors: 1,
    });
  });
});
