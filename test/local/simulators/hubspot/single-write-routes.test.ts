import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, NOW, type Reply, type TestPortal } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': [
    'id,email,firstname,lifecyclestage,score,birthday,seen_at,is_vip,hs_analytics_num_visits,updatedAt',
    '1,a@example.com,Al,customer,10,2026-01-01,2026-01-01T10:00:00Z,true,3,2026-02-01T00:00:00.000Z',
    '2,b@example.com,Bo,lead,20,2026-01-02,2026-01-02T10:00:00Z,false,4,2026-02-02T00:00:00.000Z',
  ].join('\n'),
  'deals.csv': 'id,dealname,dealstage,pipeline,amount,hs_is_closed\n1,D,contractsent,default,10,true',
};
const ErrorSchema = z.object({ message: z.string() });
const RecordSchema = z.object({ id: z.string() });

function update(portal: TestPortal, object: string, properties: unknown): Promise<Reply> {
  return portal.call('PATCH', `/crm/v3/objects/${object}/1`, { properties });
}

/** The list that HubSpot serialises inside the message. */
function problemsIn(reply: Reply): unknown {
  const { message } = ErrorSchema.parse(reply.body);
  return JSON.parse(message.slice(message.indexOf('[')));
}

describe('creating a record', () => {
  it('answers 201 with every value, a new id and the vendor’s defaults', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'new@example.com', score: 5 },
    });

    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      id: expect.stringMatching(/^\d{12}$/),
      createdAt: NOW,
      updatedAt: NOW,
      properties: {
        email: 'new@example.com',
        score: '5',
        lifecyclestage: 'lead',
        hs_object_source: 'INTEGRATION',
      },
    });
  });

  it('associates the new record', async () => {
    const portal = aPortal(FILES);

    const created = await portal.call('POST', '/crm/v3/objects/deals', {
      properties: { dealname: 'N', dealstage: 'closedwon', createdate: '2026-01-05' },
      associations: [
        { to: { id: '1' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }] },
      ],
    });
    const { id } = RecordSchema.parse(created.body);
    const read = await portal.call('GET', `/crm/v3/objects/deals/${id}?associations=contacts`);

    expect(read.body).toMatchObject({
      createdAt: '2026-01-05T00:00:00.000Z',
      associations: { contacts: { results: [{ id: '1', type: 'deal_to_contact' }] } },
    });
  });

  it('answers 409 with the id of the contact that has the email', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'A@example.com' },
    });

    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({
      status: 'error',
      category: 'CONFLICT',
      message: 'Contact already exists. Existing ID: 1',
    });
  });
});

describe('updating a record', () => {
  it('answers what was written and stamps it by the clock in milliseconds', async () => {
    const portal = aPortal(FILES);
    portal.clock.advance(7);

    const reply = await update(portal, 'contacts', { firstname: 'Ann', score: '' });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      updatedAt: '2026-11-23T09:00:00.007Z',
      properties: { firstname: 'Ann', score: '', lastmodifieddate: '2026-11-23T09:00:00.007Z' },
    });
    const read = await portal.call('GET', '/crm/v3/objects/contacts/1?properties=score');
    expect(read.body).toMatchObject({ properties: { score: null } });
  });

  it('stamps the record also where the value stays', async () => {
    const portal = aPortal(FILES);

    const reply = await update(portal, 'contacts', { firstname: 'Al' });

    expect(reply.body).toMatchObject({ updatedAt: NOW });
  });

  it.each([
    ['contacts', 'nonsense', 'x', 'PROPERTY_DOESNT_EXIST', 'Property "nonsense" does not exist'],
    ['contacts', 'score', 'asd000', 'INVALID_LONG', 'asd000 was not a valid long.'],
    ['contacts', 'email', '000', 'INVALID_EMAIL', 'Email address 000 is invalid'],
    ['contacts', 'birthday', '1570233600', 'INVALID_DATE', '1570233600 is at 4:10:33.600 UTC, not midnight!'],
    ['contacts', 'seen_at', 'soon', 'INVALID_DATE', 'soon was not a valid date.'],
    [
      'contacts',
      'is_vip',
      'maybe',
      'INVALID_OPTION',
      'maybe was not one of the allowed options: [true, false]',
    ],
    ['contacts', 'hubspot_owner_id', '9', 'INVALID_OPTION', '9 was not one of the allowed options: [1]'],
    [
      'contacts',
      'createdate',
      NOW,
      'READ_ONLY_VALUE',
      '"createdate" is a read only property; its value cannot be set.',
    ],
    [
      'contacts',
      'hs_analytics_num_visits',
      '9',
      'READ_ONLY_VALUE',
      '"hs_analytics_num_visits" is a read only property; its value cannot be set.',
    ],
    [
      'deals',
      'dealstage',
      'ClosedWon',
      'INVALID_OPTION',
      'ClosedWon was not one of the allowed options: [appointmentscheduled, qualifiedtobuy, presentationscheduled, decisionmakerboughtin, contractsent, closedwon, closedlost]',
    ],
  ])('refuses %s.%s = %s with %s', async (object, name, value, code, message) => {
    const portal = aPortal(FILES);

    const reply = await update(portal, object, { [name]: value });

    expect(reply.status).toBe(400);
    expect(problemsIn(reply)).toEqual([
      {
        isValid: false,
        message,
        error: code,
        name,
        localizedErrorMessage: message,
        portalId: expect.any(Number),
      },
    ]);
    expect(reply.body).toMatchObject({
      category: 'VALIDATION_ERROR',
      errors: [{ message, code, context: { propertyName: [name] } }],
    });
  });

  it.each([
    ['birthday', '1767225600000', '2026-01-01'],
    ['birthday', '2026-03-04', '2026-03-04'],
    ['seen_at', '1767225600001', '2026-01-01T00:00:00.001Z'],
    ['seen_at', '2026-01-01T00:00:00+09:00', '2025-12-31T15:00:00.000Z'],
    ['is_vip', false, 'false'],
    ['score', 12.5, '12.5'],
  ])('keeps %s = %s as %s', async (name, sent, kept) => {
    const portal = aPortal(FILES);

    const reply = await update(portal, 'contacts', { [name]: sent });

    expect(reply.body).toMatchObject({ properties: { [name]: kept } });
  });

  it('ignores a lifecycle stage that goes back, with 200', async () => {
    const portal = aPortal(FILES);

    const reply = await update(portal, 'contacts', { lifecyclestage: 'lead' });

    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ updatedAt: NOW, properties: { lifecyclestage: 'customer' } });
  });

  it('moves a lifecycle stage back once it was cleared', async () => {
    const portal = aPortal(FILES);

    await update(portal, 'contacts', { lifecyclestage: '' });
    const reply = await update(portal, 'contacts', { lifecyclestage: 'lead' });

    expect(reply.body).toMatchObject({ properties: { lifecyclestage: 'lead' } });
  });

  it('lets the stage decide about closed, also against the import', async () => {
    const portal = aPortal(FILES);

    await update(portal, 'deals', { dealstage: 'qualifiedtobuy' });
    const reply = await portal.call('GET', '/crm/v3/objects/deals/1?properties=hs_is_closed');

    expect(reply.body).toMatchObject({ properties: { hs_is_closed: 'false' } });
  });

  it('answers 404 for a record that does not exist', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('PATCH', '/crm/v3/objects/contacts/77', { properties: {} });

    expect(reply.status).toBe(404);
  });

  it('names the place in JSON that it cannot read', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('PATCH', '/crm/v3/objects/contacts/1', '{"properties":');

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ message: expect.stringContaining('Invalid input JSON on line 1') });
  });
});

describe('deleting a record', () => {
  it('answers 204 and archives it, also where there is none', async () => {
    const portal = aPortal(FILES);

    const first = await portal.call('DELETE', '/crm/v3/objects/contacts/1');
    const missing = await portal.call('DELETE', '/crm/v3/objects/contacts/77');
    const archived = await portal.call('GET', '/crm/v3/objects/contacts/1?archived=true');

    expect([first.status, missing.status]).toEqual([204, 204]);
    expect(archived.body).toMatchObject({ id: '1', archived: true, archivedAt: NOW });
  });

  it('frees the email of an archived contact', async () => {
    const portal = aPortal(FILES);
    await portal.call('DELETE', '/crm/v3/objects/contacts/1');

    const reply = await portal.call('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'a@example.com' },
    });

    expect(reply.status).toBe(201);
  });
});
