import { describe, expect, it } from 'vitest';
import { aPortal, NOW } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': 'id,firstname,updatedAt\n1,Al,2026-01-01T00:00:00Z\n2,Bo,2026-01-01T00:00:00Z',
  'deals.csv': 'id,dealname\n7,D',
};
const LIST = '/crm/v3/objects/contacts';

describe('an edit', () => {
  it('of a value is a change by a person', async () => {
    const portal = aPortal(FILES);
    const edits = [{ kind: 'update', object: 'contacts', id: '1', properties: { firstname: 'Ann' } }];

    const reply = await portal.call('POST', '/_simulator/edits', { edits });
    const read = await portal.call('GET', `${LIST}/1?propertiesWithHistory=firstname`);

    expect(reply.body).toEqual({ results: [{ ids: ['1'] }] });
    expect(read.body).toMatchObject({
      updatedAt: NOW,
      propertiesWithHistory: {
        firstname: [
          { value: 'Ann', timestamp: NOW, sourceType: 'CRM_UI', sourceId: 'userId:1', updatedByUserId: 1 },
          { value: 'Al', sourceType: 'IMPORT' },
        ],
      },
    });
  });

  it('of a computed value stamps nothing', async () => {
    const portal = aPortal(FILES);
    portal.edit({
      kind: 'update',
      object: 'contacts',
      id: '1',
      properties: { firstname: 'Ann' },
      isStamped: false,
    });

    const read = await portal.call('GET', `${LIST}/1`);

    expect(read.body).toMatchObject({
      updatedAt: '2026-01-01T00:00:00.000Z',
      properties: { firstname: 'Ann' },
    });
  });

  it('archives and restores', async () => {
    const portal = aPortal(FILES);
    portal.edit({ kind: 'archive', object: 'contacts', id: '1' });

    const archived = await portal.call('GET', `${LIST}?archived=true`);
    const batch = await portal.call('POST', `${LIST}/batch/read?archived=true`, { inputs: [{ id: '1' }] });
    portal.edit({ kind: 'restore', object: 'contacts', id: '1' });
    const restored = await portal.call('GET', `${LIST}/1`);

    expect(archived.body).toMatchObject({ results: [{ id: '1', archived: true, archivedAt: NOW }] });
    expect(batch.body).toMatchObject({ results: [{ id: '1', archivedAt: NOW }] });
    expect(restored.body).toMatchObject({ id: '1', archived: false, updatedAt: NOW });
  });

  it('purges without a trace, and a list goes on past the place', async () => {
    const portal = aPortal({
      ...FILES,
      'associations.csv': 'fromType,fromId,toType,toId\ndeals,7,contacts,1',
    });
    portal.edit({ kind: 'purge', object: 'contacts', id: '1' });

    const one = await portal.call('GET', `${LIST}/1`);
    const archived = await portal.call('GET', `${LIST}?archived=true`);
    const next = await portal.call('GET', `${LIST}?after=1`);
    const deal = await portal.call('GET', '/crm/v3/objects/deals/7?associations=contacts');

    expect(one.status).toBe(404);
    expect(archived.body).toEqual({ results: [] });
    expect(next.body).toMatchObject({ results: [{ id: '2' }] });
    expect(deal.body).not.toHaveProperty('associations');
  });

  it('associates without stamping either record', async () => {
    const portal = aPortal(FILES);
    portal.edit({ kind: 'associate', object: 'deals', id: '7', toObject: 'contacts', toId: '1' });

    const deal = await portal.call('GET', '/crm/v3/objects/deals/7?associations=contacts');
    const contact = await portal.call('GET', `${LIST}/1`);

    expect(deal.body).toMatchObject({ associations: { contacts: { results: [{ id: '1' }] } } });
    expect(contact.body).toMatchObject({ updatedAt: '2026-01-01T00:00:00.000Z' });
  });

  it('touches many records with one stamp', async () => {
    const portal = aPortal(FILES);
    const at = '2026-02-03T04:05:06.789Z';

    const touched = portal.edit({ kind: 'touch', object: 'contacts', count: 10, at });
    const list = await portal.call('GET', LIST);

    expect(touched).toEqual(['1', '2']);
    expect(list.body).toMatchObject({ results: [{ updatedAt: at }, { updatedAt: at }] });
  });

  it('takes a property away, and a read ignores it then', async () => {
    const portal = aPortal({ 'contacts.csv': 'id,score\n1,5' });
    portal.edit({
      kind: 'retypeProperty',
      object: 'contacts',
      property: 'score',
      type: 'string',
      fieldType: 'text',
    });
    const retyped = await portal.call('GET', '/crm/v3/properties/contacts/score');
    portal.edit({ kind: 'removeProperty', object: 'contacts', property: 'score' });

    const property = await portal.call('GET', '/crm/v3/properties/contacts/score');
    const record = await portal.call('GET', `${LIST}/1?properties=score`);
    const write = await portal.call('PATCH', `${LIST}/1`, { properties: { score: '6' } });

    expect(retyped.body).toMatchObject({ type: 'string' });
    expect(property.status).toBe(404);
    expect(record.body).not.toHaveProperty('properties.score');
    expect(write.status).toBe(400);
  });

  it.each([
    [{ kind: 'archive', object: 'contacts', id: '99' }],
    [{ kind: 'archive', object: 'nonsense', id: '1' }],
    [{ kind: 'removeProperty', object: 'contacts', property: 'nonsense' }],
    [{ kind: 'nonsense' }],
  ])('that cannot be made is refused with the reason: %j', async (edit) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', '/_simulator/edits', { edits: [edit] });

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ error: expect.stringMatching(/\S/) });
  });
});

describe('a setting', () => {
  it('hides an object for want of a scope', async () => {
    const portal = aPortal(FILES);
    await portal.call('PATCH', '/_simulator/settings', { hiddenObjects: ['deals'] });

    const deals = await portal.call('GET', '/crm/v3/objects/deals');
    const contacts = await portal.call('GET', LIST);

    expect(deals.status).toBe(403);
    expect(deals.body).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.deals.read'] } }],
    });
    expect(contacts.status).toBe(200);
  });

  it('changes the limits while the simulator runs', async () => {
    const portal = aPortal(FILES);
    await portal.call('PATCH', '/_simulator/settings', { limits: { perTenSeconds: 30 } });

    const reply = await portal.call('GET', LIST);

    expect(reply.headers.get('x-hubspot-ratelimit-max')).toBe('30');
  });

  it('takes a version away', async () => {
    const portal = aPortal(FILES, { settings: { goneVersions: ['v3'] } });

    const gone = await portal.call('GET', LIST);
    const dated = await portal.call('GET', '/crm/objects/2026-03/contacts');

    expect([gone.status, dated.status]).toEqual([404, 200]);
  });

  it('refuses a URL that is too long with a page', async () => {
    const portal = aPortal(FILES, { settings: { maxUrlLength: 200 } });

    const reply = await portal.call('GET', `${LIST}?properties=${'a'.repeat(200)}`);

    expect(reply.status).toBe(414);
    expect(reply.headers.get('content-type')).toContain('text/html');
  });

  it('is refused when it is unknown', async () => {
    const reply = await aPortal().call('PATCH', '/_simulator/settings', { nonsense: 1 });

    expect(reply.status).toBe(400);
  });
});
