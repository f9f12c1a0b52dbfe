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

describe('writing associations', () => {
  it('labels a pair with 201 and lets a new primary take the place of the old', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('PUT', '/crm/v4/objects/contacts/1/associations/companies/11', [
      { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 },
    ]);
    const read = await portal.call('GET', '/crm/v4/objects/contacts/1/associations/companies');

    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      fromObjectTypeId: '0-1',
      fromObjectId: 1,
      toObjectTypeId: '0-2',
      toObjectId: 11,
      labels: [],
    });
    expect(read.body).toMatchObject({
      results: [
        { toObjectId: 10, associationTypes: [{ typeId: 279 }] },
        { toObjectId: 11, associationTypes: [{ typeId: 1 }, { typeId: 279 }] },
      ],
    });
  });

  it('associates by default in both directions', async () => {
    const portal = aPortal(FILES);

    const single = await portal.call('PUT', '/crm/v4/objects/deals/8/associations/default/contacts/3');
    const batch = await portal.call('POST', '/crm/v4/associations/deals/companies/batch/associate/default', {
      inputs: [{ from: { id: '8' }, to: { id: '10' } }],
    });

    expect(single.body).toMatchObject({
      results: [
        { from: { id: '8' }, to: { id: '3' }, associationSpec: { associationTypeId: 3 } },
        { from: { id: '3' }, to: { id: '8' }, associationSpec: { associationTypeId: 4 } },
      ],
    });
    expect(batch.status).toBe(200);
  });

  it('reports ids it does not have, and a record and itself, in a 207', async () => {
    const portal = aPortal(FILES);
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 449 }];

    const reply = await portal.call('POST', '/crm/v4/associations/contacts/contacts/batch/create', {
      inputs: [
        { from: { id: '1' }, to: { id: '2' }, types },
        { from: { id: '1' }, to: { id: 'x' }, types },
        { from: { id: '1' }, to: { id: '1' }, types },
      ],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ fromObjectId: 1, toObjectId: 2 }],
      errors: [
        {
          subCategory: 'crm.associations.INVALID_IDENTIFIER',
          message: 'x is not a valid ID',
          context: { id: ['x'] },
        },
        { message: 'Object 1 cannot be associated to itself (1)' },
      ],
    });
  });

  it('creates a batch with 201', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v4/associations/deals/companies/batch/create', {
      inputs: [
        {
          from: { id: '8' },
          to: { id: '10' },
          types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 5 }],
        },
      ],
    });

    expect(reply.status).toBe(201);
  });

  it.each([
    ['/crm/v4/associations', 204],
    ['/crm/associations/2026-03', 200],
  ])('archives under %s with %i', async (prefix, status) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${prefix}/deals/contacts/batch/archive`, {
      inputs: [{ from: { id: '7' }, to: [{ id: '1' }] }],
    });
    const read = await portal.call('GET', '/crm/v4/objects/contacts/1/associations/deals');

    expect(reply.status).toBe(status);
    expect(read.body).toEqual({ results: [] });
  });

  it.each([
    ['/crm/v4/associations', 204],
    ['/crm/associations/2026-03', 200],
  ])('takes a label away under %s with %i and keeps the association', async (prefix, status) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${prefix}/contacts/companies/batch/labels/archive`, {
      inputs: [{ from: { id: '1' }, to: { id: '10' }, types: [{ associationTypeId: 1 }] }],
    });
    const read = await portal.call('GET', '/crm/v4/objects/companies/10/associations/contacts');

    expect(reply.status).toBe(status);
    expect(read.body).toMatchObject({ results: [{ toObjectId: 1, associationTypes: [{ typeId: 280 }] }] });
  });

  it('writes and removes by the older API', async () => {
    const portal = aPortal(FILES);
    const inputs = [{ from: { id: '3' }, to: { id: '10' }, type: 'contact_to_company' }];

    const created = await portal.call('POST', '/crm/v3/associations/contacts/companies/batch/create', {
      inputs,
    });
    const removed = await portal.call('POST', '/crm/v3/associations/contacts/companies/batch/archive', {
      inputs,
    });

    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      results: [{ type: 'company_to_contact' }, { type: 'contact_to_company' }],
    });
    expect(removed.status).toBe(204);
  });
});
