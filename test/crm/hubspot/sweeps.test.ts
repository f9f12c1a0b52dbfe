import { describe, expect, it } from 'vitest';
import { toHubspotChanges } from '../../../lib/crm/hubspot/stage-changes.ts';
import { aRecord, NO_CONFIG } from './a-record.ts';
import { changePages, idsOf, sweepPages } from './reading-all.ts';
import { anAccount, contacts, NOW } from './test-account.ts';

const STAMP = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };

describe('sweeps', () => {
  it('are of deletes, links and histories, where the object has them', async () => {
    const { crm } = await anAccount();

    const kinds = ['owners', 'companies', 'contacts', 'calls'].map((object) => crm.sweeps(object));

    expect(kinds).toEqual([[], ['deleted'], ['deleted', 'links', 'history'], ['deleted', 'links']]);
  });

  it.each(['deleted', 'links', 'history'] as const)('of %s refuse a cursor of another make', async (kind) => {
    const { crm } = await anAccount();

    const sweeping = sweepPages(crm, 'contacts', kind, { phase: 'window', from: 1 });

    await expect(sweeping).rejects.toMatchObject({ code: 'item-invalid' });
  });
});

describe('the sweep of deleted records', () => {
  it('gives all archived records and no live one, each newer than it was before', async () => {
    const test = await anAccount({ tables: { contacts: contacts(350) } });
    for (const { id } of contacts(250))
      test.account.edit({ kind: 'archive', object: 'contacts', id: id ?? '' });

    const pages = await sweepPages(test.crm, 'contacts', 'deleted');

    const records = pages.flatMap((page) => page.records);
    expect(records).toHaveLength(250);
    expect(records.every(({ deleted, version }) => deleted && version >= NOW)).toBe(true);
    expect(pages.at(-1)?.done).toBe(true);
  });

  it('goes on where a stored cursor stands', async () => {
    const test = await anAccount({ tables: { contacts: contacts(250) } });
    for (const { id } of contacts(250))
      test.account.edit({ kind: 'archive', object: 'contacts', id: id ?? '' });
    const [first] = await sweepPages(test.crm, 'contacts', 'deleted');

    const rest = await sweepPages(test.crm, 'contacts', 'deleted', first?.cursor ?? null);

    expect(idsOf(rest)).toHaveLength(150);
  });
});

describe('the sweep of links', () => {
  it('finds an association whose change stamped nothing', async () => {
    const test = await anAccount({
      tables: { contacts: contacts(3), companies: [{ id: '20', name: 'A', ...STAMP }] },
    });
    const [read] = await changePages(test.crm, 'contacts', null);
    test.account.edit({
      kind: 'associate',
      object: 'contacts',
      id: '1002',
      toObject: 'companies',
      toId: '20',
      typeIds: [1],
    });

    const pages = await sweepPages(test.crm, 'contacts', 'links');

    const links = pages.flatMap(({ patches = [] }) => patches.map(({ id, links: of }) => [id, of]));
    expect(read?.records.flatMap((record) => record.links)).toEqual([]);
    expect(links).toEqual([
      ['1001', []],
      ['1002', [{ to: { crm: 'hubspot', object: 'companies', id: '20' }, isPrimary: true }]],
      ['1003', []],
    ]);
    expect(idsOf(pages)).toEqual([]);
  });
});

describe('the sweep of histories', () => {
  it('gives the stages and amounts that a deal had, oldest first', async () => {
    const test = await anAccount({
      tables: {
        deals: [
          { id: '30', dealstage: 'appointmentscheduled', pipeline: 'default', amount: '100', ...STAMP },
        ],
      },
    });
    test.account.edit({
      kind: 'update',
      object: 'deals',
      id: '30',
      properties: { dealstage: 'contractsent' },
    });
    test.clock.advance(1000);
    test.account.edit({
      kind: 'update',
      object: 'deals',
      id: '30',
      properties: { dealstage: 'closedwon', amount: '250' },
    });

    const pages = await sweepPages(test.crm, 'deals', 'history');

    const [patch] = pages.flatMap(({ patches = [] }) => patches);
    const changes = toHubspotChanges(aRecord('deals', { ...patch?.fields }, { id: '30' }), NO_CONFIG);
    expect(patch?.id).toBe('30');
    expect(changes.map(({ field, value }) => `${field} ${value}`)).toEqual([
      'stage appointmentscheduled',
      'stage contractsent',
      'stage closedwon',
      'amount 100',
      'amount 250',
    ]);
    expect(changes[2]).toMatchObject({
      kind: 'stage-change',
      of: { id: '30' },
      at: '2026-11-23T09:00:01.000Z',
    });
  });

  it('takes a time in milliseconds for what it is', async () => {
    const version = { value: 'contractsent', timestamp: Date.parse(NOW), sourceType: 'CRM_UI' };
    const found = { results: [{ id: '30', propertiesWithHistory: { dealstage: [version] } }] };
    const test = await anAccount({
      tables: { deals: [{ id: '30', dealstage: 'contractsent', pipeline: 'default', ...STAMP }] },
      front: async ({ url }) => (url.endsWith('/batch/read') ? Response.json(found) : undefined),
    });

    const pages = await sweepPages(test.crm, 'deals', 'history');

    const [patch] = pages.flatMap(({ patches = [] }) => patches);
    const changes = toHubspotChanges(aRecord('deals', { ...patch?.fields }, { id: '30' }), NO_CONFIG);
    expect(changes).toMatchObject([{ value: 'contractsent', at: NOW }]);
  });

  it('leaves out contacts that are leads, and those whose dates HubSpot gives', async () => {
    const stage = 'marketingqualifiedlead';
    const test = await anAccount({
      tables: {
        contacts: [
          { ...contacts(1)[0], id: '1', lifecyclestage: 'lead' },
          { ...contacts(1)[0], id: '2', email: 'b@example.com', lifecyclestage: stage },
          {
            ...contacts(1)[0],
            id: '3',
            email: 'c@example.com',
            lifecyclestage: stage,
            [`hs_lifecyclestage_${stage}_date`]: '2026-11-01T00:00:00.000Z',
          },
        ],
      },
    });

    const pages = await sweepPages(test.crm, 'contacts', 'history');

    expect(pages.flatMap(({ patches = [] }) => patches.map(({ id }) => id))).toEqual(['2']);
  });

  it('begun with the cursor of the last one reads only what changed since', async () => {
    const deal = (id: string) => ({ id, dealstage: 'contractsent', pipeline: 'default', ...STAMP });
    const test = await anAccount({ tables: { deals: [deal('30'), deal('31')] } });
    const first = await sweepPages(test.crm, 'deals', 'history');
    test.clock.advance(60_000);
    test.account.edit({ kind: 'update', object: 'deals', id: '31', properties: { dealstage: 'closedlost' } });

    const second = await sweepPages(test.crm, 'deals', 'history', first.at(-1)?.cursor ?? null);

    expect(first.flatMap(({ patches = [] }) => patches)).toHaveLength(2);
    expect(second.flatMap(({ patches = [] }) => patches.map(({ id }) => id))).toEqual(['31']);
  });

  it('reads 50 histories a call', async () => {
    const deals = Array.from({ length: 230 }, (_, i) => ({
      id: String(100 + i),
      dealstage: 'contractsent',
      pipeline: 'default',
      ...STAMP,
    }));
    const test = await anAccount({ tables: { deals } });

    const pages = await sweepPages(test.crm, 'deals', 'history');

    expect(pages.flatMap(({ patches = [] }) => patches)).toHaveLength(230);
    expect(test.seen('POST', '/batch/read')).toBe(5);
  });
});

describe('toHubspotChanges', () => {
  it('gives none for a record without a history', () => {
    expect(toHubspotChanges(aRecord('deals', { dealstage: 'closedwon' }), NO_CONFIG)).toEqual([]);
  });

  it('refuses a history that is none', () => {
    const record = aRecord('deals', { 'history:dealstage': 'closedwon' });

    expect(() => toHubspotChanges(record, NO_CONFIG)).toThrow('history:dealstage is no history');
  });
});
