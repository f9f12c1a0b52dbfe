import { describe, expect, it } from 'vitest';
import { aPortal } from './hubspot-fixture.ts';

const CONTACTS = [
  'id,email,firstname,lifecyclestage,createdate,updatedAt,archived',
  '3,c@example.com,,lead,2026-01-03T00:00:00Z,2026-02-03T00:00:00.000Z,false',
  '10,j@example.com,Jo,lead,2026-01-10,2026-02-10T00:00:00.000Z,false',
  '2,b@example.com,Bo,lead,2026-01-02T00:00:00Z,2026-02-02T00:00:00.000Z,true',
  '1,a@example.com,Al,customer,2026-01-01T00:00:00Z,2026-02-01T00:00:00.000Z,',
].join('\n');

describe('reading a batch', () => {
  it('answers 200 with records in the order of ids', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/batch/read', {
      inputs: [{ id: '10' }, { id: 1 }],
      properties: ['email'],
    });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ status: 'COMPLETE', results: [{ id: '1' }, { id: '10' }] });
  });

  it('names all missing ids in one error of a 207', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/batch/read', {
      inputs: [{ id: '1' }, { id: '98' }, { id: '99' }, { id: '2' }],
      properties: ['email'],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ id: '1' }],
      numErrors: 1,
      errors: [
        {
          status: 'error',
          category: 'OBJECT_NOT_FOUND',
          message: expect.stringContaining('Could not get some CONTACT objects'),
          context: { ids: ['98', '99', '2'] },
        },
      ],
    });
  });

  it('reads archived records on request', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/batch/read?archived=true', {
      inputs: [{ id: '2' }],
      properties: [],
    });

    expect(reply.body).toMatchObject({ results: [{ id: '2', archived: true }] });
  });

  it.each([
    ['101 inputs', { inputs: Array.from({ length: 101 }, (_, i) => ({ id: String(i) })), properties: [] }],
    [
      '51 inputs with history',
      {
        inputs: Array.from({ length: 51 }, (_, i) => ({ id: String(i) })),
        propertiesWithHistory: ['email'],
      },
    ],
    ['no inputs', {}],
  ])('refuses %s', async (_case, body) => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('POST', '/crm/v3/objects/contacts/batch/read', body);

    expect(reply.status).toBe(400);
  });
});
