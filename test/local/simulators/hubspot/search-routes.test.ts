import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aPortal, type Reply, type TestPortal } from './hubspot-fixture.ts';

const FILES = {
  'contacts.csv': [
    'id,email,firstname,score,seen_at,lifecyclestage,createdate,updatedAt,archived',
    '1,al@example.com,Al Smith,10,2026-01-01T00:00:00Z,lead,2026-01-04T00:00:00Z,2026-02-01T00:00:00.000Z,',
    '2,bo@example.org,Bo,20,2026-01-02T00:00:00Z,customer,2026-01-03T00:00:00Z,2026-02-02T00:00:00.000Z,',
    '3,cy@example.com,Cy,,,lead,2026-01-02T00:00:00Z,2026-02-03T00:00:00.000Z,',
    '4,di@example.com,Di,30,2026-01-04T00:00:00Z,lead,2026-01-01T00:00:00Z,2026-02-04T00:00:00.000Z,true',
    '20,em@example.com,,30,2026-01-04T00:00:00Z,lead,2026-01-05T00:00:00Z,2026-02-05T00:00:00.000Z,',
  ].join('\n'),
  'deals.csv': 'id,dealname\n7,D',
  'associations.csv': 'fromType,fromId,toType,toId\ncontacts,2,deals,7',
};
const PageSchema = z.object({ total: z.number(), results: z.array(z.object({ id: z.string() })) });

function search(portal: TestPortal, body: unknown): Promise<Reply> {
  return portal.call('POST', '/crm/v3/objects/contacts/search', body);
}

function idsIn(reply: Reply): readonly string[] {
  return PageSchema.parse(reply.body).results.map(({ id }) => id);
}

describe('filters of a search', () => {
  it.each([
    ['score', 'EQ', { value: '10' }, ['1']],
    ['score', 'EQ', { value: 10 }, ['1']],
    ['score', 'NEQ', { value: '10' }, ['2', '20']],
    ['score', 'LT', { value: '20' }, ['1']],
    ['score', 'LTE', { value: '20' }, ['1', '2']],
    ['score', 'GT', { value: '20' }, ['20']],
    ['score', 'GTE', { value: '20' }, ['2', '20']],
    ['score', 'BETWEEN', { value: '10', highValue: '20' }, ['1', '2']],
    ['score', 'IN', { values: ['10', '30'] }, ['1', '20']],
    ['score', 'NOT_IN', { values: ['10'] }, ['2', '20']],
    ['score', 'HAS_PROPERTY', {}, ['1', '2', '20']],
    ['score', 'NOT_HAS_PROPERTY', {}, ['3']],
    ['seen_at', 'GTE', { value: '1767312000000' }, ['2', '20']],
    ['seen_at', 'GTE', { value: '2026-01-02T00:00:00Z' }, ['2', '20']],
    ['lastmodifieddate', 'GT', { value: '2026-02-02T00:00:00.000Z' }, ['3', '20']],
    ['lastmodifieddate', 'BETWEEN', { value: '1769904000000', highValue: '1769990400000' }, ['1', '2']],
    ['hs_object_id', 'GT', { value: '3' }, ['20']],
    ['createdate', 'LT', { value: '2026-01-04' }, ['2', '3']],
    ['email', 'EQ', { value: 'AL@example.com' }, ['1']],
    ['email', 'IN', { values: ['al@example.com'] }, ['1']],
    ['email', 'IN', { values: ['AL@example.com'] }, []],
    ['firstname', 'NOT_IN', { values: ['bo'] }, ['1', '3']],
    ['firstname', 'CONTAINS_TOKEN', { value: 'smith' }, ['1']],
    ['email', 'CONTAINS_TOKEN', { value: '*@example.com' }, ['1', '3', '20']],
    ['email', 'NOT_CONTAINS_TOKEN', { value: 'org' }, ['1', '3', '20']],
    ['lifecyclestage', 'EQ', { value: 'customer' }, ['2']],
    ['lifecyclestage', 'EQ', { value: 'Customer' }, []],
    ['nonsense', 'EQ', { value: 'x' }, []],
    ['hs_lastmodifieddate', 'GTE', { value: '1000' }, []],
    ['associations.deal', 'EQ', { value: '7' }, ['2']],
  ])('%s %s %o finds %j', async (propertyName, operator, operands, expected) => {
    const portal = aPortal(FILES);

    const reply = await search(portal, {
      filterGroups: [{ filters: [{ propertyName, operator, ...operands }] }],
      sorts: ['hs_object_id'],
    });

    expect(idsIn(reply)).toEqual(expected);
    expect(reply.body).toMatchObject({ total: expected.length });
  });

  it('joins filters by AND and groups by OR', async () => {
    const portal = aPortal(FILES);

    const reply = await search(portal, {
      filterGroups: [
        {
          filters: [
            { propertyName: 'lifecyclestage', operator: 'EQ', value: 'lead' },
            { propertyName: 'score', operator: 'HAS_PROPERTY' },
          ],
        },
        { filters: [{ propertyName: 'hs_object_id', operator: 'EQ', value: '2' }] },
      ],
    });

    expect(idsIn(reply)).toEqual(['2', '1', '20']);
  });

  it('looks for the words of a query in the searchable properties', async () => {
    const portal = aPortal(FILES);

    const reply = await search(portal, { query: 'smi al' });

    expect(idsIn(reply)).toEqual(['1']);
  });
});

describe('order and pages of a search', () => {
  it.each([
    [undefined, ['3', '2', '1', '20']],
    [['hs_object_id'], ['1', '2', '3', '20']],
    [['-hs_object_id'], ['20', '3', '2', '1']],
    [['score'], ['1', '2', '20', '3']],
    [['-firstname'], ['3', '2', '1', '20']],
    [[{ propertyName: 'lastmodifieddate', direction: 'DESCENDING' }], ['20', '3', '2', '1']],
    [
      [{ propertyName: 'score' }, { propertyName: 'hs_object_id', direction: 'DESCENDING' }],
      ['1', '2', '20', '3'],
    ],
  ])('sorts by %j', async (sorts, expected) => {
    const portal = aPortal(FILES);

    const reply = await search(portal, { sorts });

    expect(idsIn(reply)).toEqual(expected);
  });

  it('pages by offset and says the total', async () => {
    const portal = aPortal(FILES);

    const first = await search(portal, { sorts: ['hs_object_id'], limit: 3, properties: ['email'] });
    const second = await search(portal, { sorts: ['hs_object_id'], limit: 3, after: '3' });

    expect(first.body).toMatchObject({ total: 4, paging: { next: { after: '3' } } });
    expect(first.body).not.toHaveProperty('paging.next.link');
    expect(idsIn(second)).toEqual(['20']);
    expect(second.body).not.toHaveProperty('paging');
  });

  it('never reaches past 10,000 results', async () => {
    const rows = Array.from({ length: 10_050 }, (_, i) => String(i + 1));
    const portal = aPortal({ 'contacts.csv': ['id', ...rows].join('\n') });

    const last = await search(portal, { sorts: ['hs_object_id'], limit: 200, after: '9800' });
    const beyond = await search(portal, { sorts: ['hs_object_id'], limit: 200, after: '10000' });

    expect(last.body).toMatchObject({ total: 10_050, paging: { next: { after: '10000' } } });
    expect(beyond.status).toBe(400);
  });
});

describe('what a search refuses', () => {
  const filter = { propertyName: 'score', operator: 'GT', value: '1' };

  it.each([
    ['a page of 201', { limit: 201 }],
    ['six groups', { filterGroups: Array.from({ length: 6 }, () => ({ filters: [filter] })) }],
    ['seven filters in a group', { filterGroups: [{ filters: Array.from({ length: 7 }, () => filter) }] }],
    [
      'nineteen filters',
      {
        filterGroups: [
          { filters: Array.from({ length: 5 }, () => filter) },
          { filters: Array.from({ length: 5 }, () => filter) },
          { filters: Array.from({ length: 5 }, () => filter) },
          { filters: Array.from({ length: 4 }, () => filter) },
        ],
      },
    ],
    ['an unknown operator', { filterGroups: [{ filters: [{ ...filter, operator: 'LIKE' }] }] }],
    ['a filter without its value', { filterGroups: [{ filters: [{ ...filter, value: undefined }] }] }],
    ['more than 3,000 characters', { query: 'x'.repeat(3000) }],
  ])('%s', async (_case, body) => {
    const portal = aPortal(FILES);

    const reply = await search(portal, body);

    expect(reply.status).toBe(400);
  });

  it('the cursor of a list', async () => {
    const portal = aPortal({ 'contacts.csv': 'id\n100001\n100002' });

    const reply = await search(portal, { after: '100001' });

    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      message: expect.stringContaining('Cannot deserialize value of type'),
    });
  });

  it('breaks on a modified date compared with the epoch', async () => {
    const portal = aPortal(FILES);

    const reply = await search(portal, {
      filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: '0' }] }],
    });

    expect(reply.status).toBe(500);
  });
});
