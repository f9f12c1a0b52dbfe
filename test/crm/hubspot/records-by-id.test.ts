import { describe, expect, it } from 'vitest';
import type { Crm, Cursor } from '../../../lib/crm/crm.ts';
import type { CrmRecord } from '../../../lib/domain/entities.ts';
import { allIds } from '../../support/all-ids.ts';
import { anAccount, contacts } from './test-account.ts';

const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };
const WINDOW = { phase: 'window', from: Date.parse('2026-11-01T00:00:00.000Z') };

async function readAll(crm: Crm, object: string, cursor: Cursor | null): Promise<readonly CrmRecord[]> {
  const description = await crm.describe(object);
  const records: CrmRecord[] = [];
  for await (const page of crm.readChanges(description, cursor, { lookbackMs: 0 }))
    records.push(...page.records);
  return records;
}

function linksOf(record: CrmRecord | undefined): readonly string[] {
  return (record?.links ?? []).map(
    ({ to, isPrimary }) => `${to.object}/${to.id}${isPrimary ? ' primary' : ''}`,
  );
}

const DEAL_WITH_LINKS = {
  tables: {
    deals: [{ id: '30', dealname: 'A', dealstage: 'closedwon', pipeline: 'default', ...STAMP }],
    companies: [
      { id: '20', name: 'A', ...STAMP },
      { id: '21', name: 'B', ...STAMP },
    ],
    contacts: contacts(2, {}, 10),
  },
  associations: [
    { fromType: 'deals', fromId: '30', toType: 'companies', toId: '21', typeId: '5' },
    { fromType: 'deals', fromId: '30', toType: 'companies', toId: '20', typeId: '341' },
    { fromType: 'deals', fromId: '30', toType: 'contacts', toId: '10', typeId: '3' },
    { fromType: 'deals', fromId: '30', toType: 'contacts', toId: '11', typeId: '3' },
  ],
};
const LINKS = ['companies/20', 'companies/21 primary', 'contacts/10', 'contacts/11'];

describe('links', () => {
  it.each([
    ['list', null],
    ['window', WINDOW],
  ])('are one per record with the primary one marked in a %s', async (_phase, cursor) => {
    const { crm } = await anAccount(DEAL_WITH_LINKS);

    const [deal] = await readAll(crm, 'deals', cursor);

    expect(linksOf(deal)).toEqual(LINKS);
  });

  it('come with records read by id', async () => {
    const { crm } = await anAccount(DEAL_WITH_LINKS);
    const description = await crm.describe('deals');

    const [deal] = await crm.readByIds(description, ['30'], { withLinks: true });

    expect(linksOf(deal)).toEqual(LINKS);
  });

  it.each([
    ['list', null],
    ['window', WINDOW],
  ])(
    'of an activity are its people and deals, and its companies where it has neither, in a %s',
    async (_phase, cursor) => {
      const { crm } = await anAccount({
        tables: {
          notes: [
            { id: '40', ...STAMP },
            { id: '41', ...STAMP },
          ],
          companies: [{ id: '20', name: 'A', ...STAMP }],
          contacts: contacts(1, {}, 10),
        },
        associations: [
          { fromType: 'notes', fromId: '40', toType: 'contacts', toId: '10', typeId: '202' },
          { fromType: 'notes', fromId: '40', toType: 'companies', toId: '20', typeId: '190' },
          { fromType: 'notes', fromId: '41', toType: 'companies', toId: '20', typeId: '190' },
        ],
      });

      const notes = await readAll(crm, 'notes', cursor);

      expect(notes.map(linksOf)).toEqual([['contacts/10'], ['companies/20']]);
    },
  );

  it('are none, not an error, for records without any', async () => {
    const { crm } = await anAccount({ tables: { contacts: contacts(3) } });

    const records = await readAll(crm, 'contacts', WINDOW);

    expect(records.map(linksOf)).toEqual([[], [], []]);
  });

  it.each([
    ['list', null],
    ['window', WINDOW],
  ])('are complete where a deal has 620 contacts in a %s', async (_phase, cursor) => {
    const { crm } = await anAccount({
      tables: { deals: [{ id: '30', ...STAMP }], contacts: contacts(620) },
      associations: contacts(620).map(({ id }) => ({
        fromType: 'deals',
        fromId: '30',
        toType: 'contacts',
        toId: id ?? null,
        typeId: '3',
      })),
    });

    const [deal] = await readAll(crm, 'deals', cursor);

    expect(new Set(linksOf(deal)).size).toBe(620);
  });
});

describe('deal stages', () => {
  const deals = [
    { id: '30', dealstage: 'won-2', pipeline: 'p2', ...STAMP },
    { id: '31', dealstage: 'nowhere', pipeline: 'p2', ...STAMP },
  ];
  const pipelines = {
    results: [{ id: 'p2', stages: [{ id: 'won-2', metadata: { isClosed: 'true', probability: '1.0' } }] }],
  };

  it('are marked from the pipelines where HubSpot has no flag, with one call', async () => {
    // The account computes the flags itself: blank them as an account without these properties would.
    const test = await anAccount({
      tables: { deals },
      pipelines,
      front: async (request, { app }) => {
        if (request.method !== 'GET' || !request.url.includes('/objects/deals')) return undefined;
        const response = await app.request(request);
        const text = await response.text();
        const blank = text.replace(/"hs_is_closed(_won)?":"[^"]*"/g, '"hs_is_closed$1":null');
        return new Response(blank, { headers: response.headers });
      },
    });

    const records = await readAll(test.crm, 'deals', null);

    expect(
      records.map(({ fields }) => [fields['revloop_stage_is_closed'], fields['revloop_stage_is_won']]),
    ).toEqual([
      ['true', 'true'],
      [undefined, undefined],
    ]);
    expect(test.seen('GET', '/pipelines/{object}')).toBe(1);
  });
});

describe('reading by id', () => {
  it('keeps the order of the ids, says which are archived and leaves gaps for missing and merged ones', async () => {
    const { crm, call } = await anAccount({ tables: { contacts: contacts(5) } });
    const description = await crm.describe('contacts');
    await call('DELETE', '/crm/v3/objects/contacts/1003');
    await call('POST', '/crm/v3/objects/contacts/merge', {
      primaryObjectId: '1004',
      objectIdToMerge: '1005',
    });

    const records = await crm.readByIds(description, ['1002', '999', '1003', '1004', '1001', '1002'], {
      withLinks: true,
    });

    expect(records.map((record) => record && [record.id, record.deleted])).toEqual([
      ['1002', false],
      undefined,
      ['1003', true],
      undefined,
      ['1001', false],
      ['1002', false],
    ]);
  });

  it('takes 100 ids a call', async () => {
    const test = await anAccount({ tables: { contacts: contacts(250) } });
    const description = await test.crm.describe('contacts');
    const ids = contacts(250).map(({ id }) => id ?? '');

    const records = await test.crm.readByIds(description, ids, { withLinks: true });

    expect(records.map((record) => record?.id)).toEqual(ids);
    expect(test.seen('POST', '/crm/v3/objects/{object}/batch/read')).toBe(3);
  });

  it('finds an owner who is there, and one who left as deleted', async () => {
    const owners = [
      { id: '1', archived: 'false', ...STAMP },
      { id: '2', archived: 'true', ...STAMP },
    ];
    const { crm } = await anAccount({ owners });

    const records = await crm.readByIds(await crm.describe('owners'), ['2', '1'], { withLinks: true });

    expect(records.map((record) => record && [record.id, record.deleted])).toEqual([
      ['2', true],
      ['1', false],
    ]);
  });
});

describe('counting', () => {
  it('is one search', async () => {
    const test = await anAccount({ tables: { contacts: contacts(250) } });

    const count = await test.crm.count('contacts');

    expect(count).toBe(250);
    expect(test.crm.calls()).toBe(1);
  });

  it('lists live records by id and version', async () => {
    const { crm, call } = await anAccount({ tables: { contacts: contacts(130) } });
    await call('DELETE', '/crm/v3/objects/contacts/1003');

    const ids = await allIds(crm.listIds('contacts'));

    expect(ids).toHaveLength(129);
    expect(ids.map(({ id }) => id)).not.toContain('1003');
    expect(ids.every(({ version }) => /^\d{4}-\d\d-\d\dT/.test(version ?? ''))).toBe(true);
  });
});

describe('describing', () => {
  it('gives every property with its type and whether it can be written', async () => {
    const { crm } = await anAccount({ tables: { contacts: contacts(1, { custom_score: '5' }) } });

    const { fields } = await crm.describe('contacts');

    const found = new Map(fields.map(({ name, type, isWritable }) => [name, [type, isWritable]]));
    expect(found.get('email')).toEqual(['text', true]);
    expect(found.get('custom_score')).toEqual(['number', true]);
    expect(found.get('lastmodifieddate')).toEqual(['date-time', false]);
  });
});
