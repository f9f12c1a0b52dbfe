import { describe, expect, it } from 'vitest';
import { aPortal, NOW } from './hubspot-fixture.ts';

const CONTACTS = [
  'id,email,firstname,lifecyclestage,createdate,updatedAt,archived',
  '3,c@example.com,,lead,2026-01-03T00:00:00Z,2026-02-03T00:00:00.000Z,false',
  '10,j@example.com,Jo,lead,2026-01-10,2026-02-10T00:00:00.000Z,false',
  '2,b@example.com,Bo,lead,2026-01-02T00:00:00Z,2026-02-02T00:00:00.000Z,true',
  '1,a@example.com,Al,customer,2026-01-01T00:00:00Z,2026-02-01T00:00:00.000Z,',
].join('\n');

describe('listing records', () => {
  it('pages by id ascending with the last id as cursor', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const first = await portal.call('GET', '/crm/v3/objects/contacts?limit=2');
    const second = await portal.call('GET', '/crm/v3/objects/contacts?limit=2&after=3');

    expect(first.body).toMatchObject({
      results: [{ id: '1' }, { id: '3' }],
      paging: { next: { after: '3' } },
    });
    expect(second.body).toMatchObject({ results: [{ id: '10' }] });
    expect(second.body).not.toHaveProperty('paging');
  });

  it('answers the properties asked for, repeated or parted by commas, and null for unset ones', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call(
      'GET',
      '/crm/v3/objects/contacts?limit=1&after=1&properties=email,firstname&properties=lifecyclestage,nonsense',
    );

    expect(reply.body).toMatchObject({
      results: [
        {
          id: '3',
          properties: {
            email: 'c@example.com',
            firstname: null,
            lifecyclestage: 'lead',
            createdate: '2026-01-03T00:00:00.000Z',
            lastmodifieddate: '2026-02-03T00:00:00.000Z',
            hs_object_id: '3',
          },
          createdAt: '2026-01-03T00:00:00.000Z',
          updatedAt: '2026-02-03T00:00:00.000Z',
          archived: false,
        },
      ],
    });
    expect(reply.body).not.toHaveProperty(['results', 0, 'properties', 'nonsense']);
  });

  it('lists archived records on request and only those', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('GET', '/crm/v3/objects/contacts?archived=true');

    expect(reply.body).toMatchObject({
      results: [{ id: '2', archived: true, archivedAt: expect.any(String) }],
    });
  });

  it.each([['contacts'], ['contact'], ['CONTACT'], ['0-1']])(
    'takes %s as a name of contacts',
    async (spelling) => {
      const portal = aPortal({ 'contacts.csv': CONTACTS });

      const reply = await portal.call('GET', `/crm/v3/objects/${spelling}/1`);

      expect(reply.body).toMatchObject({ id: '1' });
      expect(portal.calls.list()).toEqual([
        { method: 'GET', route: '/crm/v3/objects/{object}/{id}', object: 'contacts', count: 1 },
      ]);
    },
  );

  it.each(['2026-03', '2026-09'])('serves the same records under %s', async (version) => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const numbered = await portal.call('GET', '/crm/v3/objects/contacts/1');
    const dated = await portal.call('GET', `/crm/objects/${version}/contacts/1`);

    expect(dated.body).toEqual(numbered.body);
  });

  it.each([['limit=101'], ['limit=0'], ['limit=51&propertiesWithHistory=email']])(
    'refuses %s',
    async (query) => {
      const portal = aPortal({ 'contacts.csv': CONTACTS });

      const reply = await portal.call('GET', `/crm/v3/objects/contacts?${query}`);

      expect(reply.status).toBe(400);
    },
  );

  it('refuses a cursor of search', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('GET', '/crm/v3/objects/contacts?after=200');

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      message: expect.stringContaining('Cannot deserialize value of type'),
    });
  });

  it('keeps a cursor good after its record is gone', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });
    await portal.call('DELETE', '/crm/v3/objects/contacts/3');

    const reply = await portal.call('GET', '/crm/v3/objects/contacts?after=3');

    expect(reply.body).toMatchObject({ results: [{ id: '10' }] });
  });

  it('names an object it does not have as the vendor does', async () => {
    const portal = aPortal();

    const reply = await portal.call('GET', '/crm/v3/objects/butterflies');

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ message: 'Unable to infer object type from: butterflies' });
    expect(reply.body).not.toHaveProperty('category');
  });

  it('serves custom objects and columns of the export', async () => {
    const portal = aPortal({ 'machines.csv': 'id,serial,updatedAt\n7,A-1,2026-01-01T00:00:00Z' });

    const reply = await portal.call('GET', '/crm/v3/objects/machines?properties=serial');

    expect(reply.body).toMatchObject({ results: [{ id: '7', properties: { serial: 'A-1' } }] });
  });
});

describe('reading one record', () => {
  it('finds a contact by email', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const reply = await portal.call('GET', '/crm/v3/objects/contacts/J@example.com?idProperty=email');

    expect(reply.body).toMatchObject({ id: '10' });
  });

  it('answers 404 in the shape without a category', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });

    const missing = await portal.call('GET', '/crm/v3/objects/contacts/99');
    const archived = await portal.call('GET', '/crm/v3/objects/contacts/2');

    expect(missing.status).toBe(404);
    expect(missing.headers.get('x-hubspot-notfound')).toBe('true');
    expect(missing.body).toEqual({
      status: 'error',
      message: 'resource not found',
      correlationId: expect.stringMatching(/^[0-9a-f]{8}-/),
    });
    expect(archived.status).toBe(404);
  });

  it('keeps the history of a property, newest first', async () => {
    const portal = aPortal({ 'contacts.csv': CONTACTS });
    await portal.call('PATCH', '/crm/v3/objects/contacts/1', { properties: { firstname: 'Ann' } });

    const reply = await portal.call(
      'GET',
      '/crm/v3/objects/contacts/1?propertiesWithHistory=firstname,email',
    );

    expect(reply.body).toMatchObject({
      properties: { firstname: 'Ann' },
      propertiesWithHistory: {
        firstname: [
          { value: 'Ann', timestamp: NOW, sourceType: 'INTEGRATION' },
          { value: 'Al', timestamp: '2026-01-01T00:00:00.000Z', sourceType: 'IMPORT' },
        ],
        email: [{ value: 'a@example.com' }],
      },
    });
  });

  it('tells whether a deal is closed and won from its stage', async () => {
    const deals =
      'id,dealstage,pipeline,hs_is_closed\n1,closedwon,default,\n2,closedlost,,\n3,mystery,default,\n4,x,,true';
    const portal = aPortal({ 'deals.csv': deals });

    const reply = await portal.call('GET', '/crm/v3/objects/deals?properties=hs_is_closed,hs_is_closed_won');

    expect(reply.body).toMatchObject({
      results: [
        { properties: { hs_is_closed: 'true', hs_is_closed_won: 'true' } },
        { properties: { hs_is_closed: 'true', hs_is_closed_won: 'false' } },
        { properties: { hs_is_closed: null, hs_is_closed_won: null } },
        { properties: { hs_is_closed: 'true', hs_is_closed_won: null } },
      ],
    });
  });
});
