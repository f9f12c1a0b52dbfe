import { describe, expect, it } from 'vitest';
import { aPortal, NOW } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': [
    'id,email,lifecyclestage,hs_lead_status,score,born,seen_at,is_vip,zip,note,hs_analytics_num_visits,empty',
    '1,a@e.jp,lead,WARM,1.5,2026-01-01,2026-01-01T00:00:00Z,true,123,7x,3,',
    '2,b@e.jp,lead,NEW,-2,2026-01-02,2026-01-02 10:00,FALSE,456,8,4,',
  ].join('\n'),
};
const DRAFT = {
  name: 'revloop_cac',
  label: 'CAC',
  type: 'number',
  fieldType: 'number',
  groupName: 'revloop',
};
const PATH = '/crm/v3/properties/contacts';

describe('properties of an export', () => {
  it.each([
    ['score', 'number', 'number'],
    ['born', 'date', 'date'],
    ['seen_at', 'datetime', 'date'],
    ['is_vip', 'bool', 'booleancheckbox'],
    ['zip', 'string', 'text'],
    ['note', 'string', 'text'],
    ['empty', 'string', 'text'],
    ['email', 'string', 'text'],
    ['lifecyclestage', 'enumeration', 'select'],
  ])('%s is a %s', async (name, type, fieldType) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('GET', `${PATH}/${name}`);

    expect(reply.body).toMatchObject({ name, type, fieldType, archived: false });
  });

  it.each([
    ['hs_object_id', true],
    ['createdate', true],
    ['lastmodifieddate', true],
    ['hs_merged_object_ids', true],
    ['hs_analytics_num_visits', true],
    ['hs_analytics_source', false],
    ['email', false],
    ['score', false],
  ])('%s is read-only: %s', async (name, readOnlyValue) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('GET', `${PATH}/${name}`);

    expect(reply.body).toMatchObject({ modificationMetadata: { readOnlyValue } });
  });

  it('offers the values that records already have', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('GET', `${PATH}/hs_lead_status`);

    expect(reply.body).toMatchObject({
      options: expect.arrayContaining([expect.objectContaining({ value: 'WARM', hidden: false })]),
    });
  });

  it('lists all of them, and the standard ones for an object without a file', async () => {
    const portal = aPortal(FILES);

    const contacts = await portal.call('GET', PATH);
    const deals = await portal.call('GET', '/crm/properties/2026-03/deals');

    expect(contacts.body).toMatchObject({
      results: expect.arrayContaining([expect.objectContaining({ name: 'note' })]),
    });
    for (const name of [
      'dealname',
      'amount',
      'closedate',
      'dealstage',
      'hs_is_closed_won',
      'hs_lastmodifieddate',
    ]) {
      expect(deals.body).toMatchObject({
        results: expect.arrayContaining([expect.objectContaining({ name })]),
      });
    }
  });
});

describe('making properties', () => {
  it('answers 201 and the property works at once', async () => {
    const portal = aPortal(FILES);
    await portal.call('POST', `${PATH}/groups`, { name: 'revloop', label: 'RevLoop' });

    const created = await portal.call('POST', PATH, DRAFT);
    const written = await portal.call('PATCH', '/crm/v3/objects/contacts/1', {
      properties: { revloop_cac: '10' },
    });

    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      ...DRAFT,
      createdAt: NOW,
      options: [],
      calculated: false,
      modificationMetadata: { archivable: true, readOnlyDefinition: false, readOnlyValue: false },
    });
    expect(written.body).toMatchObject({ properties: { revloop_cac: '10' } });
  });

  it('answers 409 where the name is taken', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', PATH, { ...DRAFT, name: 'score' });

    expect(reply.status).toBe(409);
    expect(reply.body).toMatchObject({ message: "A property named 'score' already exists." });
  });

  it.each([
    ['an unknown group', { groupName: 'nowhere' }],
    ['a name with capitals', { name: 'RevLoop' }],
    ['a field type of another type', { fieldType: 'checkbox' }],
    ['no label', { label: undefined }],
  ])('refuses %s', async (_case, change) => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', PATH, { ...DRAFT, groupName: 'contactinformation', ...change });

    expect(reply.status).toBe(400);
  });

  it('makes a batch with 201, or 207 where a name is taken', async () => {
    const portal = aPortal(FILES);
    const draft = { ...DRAFT, groupName: 'contactinformation' };

    const first = await portal.call('POST', `${PATH}/batch/create`, { inputs: [draft] });
    const second = await portal.call('POST', `${PATH}/batch/create`, {
      inputs: [draft, { ...draft, name: 'b' }],
    });

    expect(first.status).toBe(201);
    expect(second.status).toBe(207);
    expect(second.body).toMatchObject({
      results: [{ name: 'b' }],
      numErrors: 1,
      errors: [
        {
          category: 'OBJECT_ALREADY_EXISTS',
          subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
          context: { name: ['revloop_cac'] },
        },
      ],
    });
  });

  it('reads a batch and names what is missing', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('POST', `${PATH}/batch/read`, {
      archived: false,
      inputs: [{ name: 'email' }, { name: 'nonsense' }],
    });

    expect(reply.status).toBe(207);
    expect(reply.body).toMatchObject({
      results: [{ name: 'email' }],
      errors: [{ context: { name: ['nonsense'] } }],
    });
  });

  it('changes a label and keeps the rest', async () => {
    const portal = aPortal(FILES);

    const reply = await portal.call('PATCH', `${PATH}/score`, { label: 'Score' });

    expect(reply.body).toMatchObject({ name: 'score', label: 'Score', type: 'number' });
  });

  it('archives a custom property and refuses HubSpot’s own', async () => {
    const portal = aPortal(FILES);

    const custom = await portal.call('DELETE', `${PATH}/note`);
    const own = await portal.call('DELETE', `${PATH}/email`);
    const gone = await portal.call('GET', `${PATH}/note`);
    const archived = await portal.call('GET', `${PATH}/note?archived=true`);

    expect([custom.status, own.status, gone.status]).toEqual([204, 400, 404]);
    expect(archived.body).toMatchObject({ name: 'note', archived: true, archivedAt: NOW });
  });
});

describe('property groups', () => {
  it('are made, read, changed and removed with the vendor’s codes', async () => {
    const portal = aPortal(FILES);
    const draft = { name: 'revloop', label: 'RevLoop' };

    const created = await portal.call('POST', `${PATH}/groups`, draft);
    const again = await portal.call('POST', `${PATH}/groups`, draft);
    const changed = await portal.call('PATCH', `${PATH}/groups/revloop`, { label: 'R' });
    const listed = await portal.call('GET', `${PATH}/groups`);
    const removed = await portal.call('DELETE', `${PATH}/groups/revloop`);
    const missing = await portal.call('GET', `${PATH}/groups/revloop`);

    expect([created, again, changed, listed, removed, missing].map(({ status }) => status)).toEqual([
      201, 409, 200, 200, 204, 404,
    ]);
    expect(created.body).toEqual({ ...draft, displayOrder: -1, archived: false });
    expect(listed.body).toMatchObject({
      results: expect.arrayContaining([{ ...draft, label: 'R', displayOrder: -1, archived: false }]),
    });
  });
});
