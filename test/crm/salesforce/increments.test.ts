import { afterEach, describe, expect, it } from 'vitest';
import type { ChangePage, Crm, Cursor } from '../../../lib/crm/crm.ts';
import { aLead, leadId } from './a-lead.ts';
import { type SimulatedOrg, startSimulatedOrg } from './simulated-org.ts';

const NOW = '2026-11-02T00:00:00.000Z';
const COMPOSITE = 'POST /services/data/v{version}/composite';
const REST = 'GET /services/data/v{version}/queryAll';

let org: SimulatedOrg;
afterEach(() => org.close());

const leads = (count: number) => Array.from({ length: count }, (_, i) => aLead(i));

async function readAll(crm: Crm, object: string, cursor: Cursor | null, lookbackMs = 60_000) {
  const pages: ChangePage[] = [];
  const description = await crm.describe(object);
  for await (const page of crm.readChanges(description, cursor, { lookbackMs })) pages.push(page);
  return pages;
}
const idsOf = (pages: readonly ChangePage[]) =>
  pages.flatMap((page) => page.records).map((record) => record.id);

describe('changes of Salesforce', () => {
  it('of five unchanged objects cost one call', async () => {
    const objects = ['Lead', 'Contact', 'Account', 'Opportunity', 'Campaign'];
    org = await startSimulatedOrg({ Lead: leads(3) });
    const requests = await Promise.all(
      objects.map(async (object) => ({
        description: await org.crm.describe(object),
        cursor: { modstamp: NOW, id: '' },
      })),
    );
    const before = org.crm.calls();

    const pages = await org.crm.peekChanges?.(requests, { lookbackMs: 60_000 });

    expect(org.crm.calls() - before).toBe(1);
    expect(org.calls()[COMPOSITE]).toBe(1);
    expect([...(pages ?? [])].map(([object, page]) => [object, page.records.length, page.done])).toEqual(
      objects.map((object) => [object, 0, true]),
    );
  });

  it('of five objects: descriptions and counts cost one call, less one that the org has not', async () => {
    const objects = ['Lead', 'Contact', 'Account', 'Opportunity', 'Nothing__c'];
    org = await startSimulatedOrg({ Lead: leads(3) });
    const described = await org.crm.describe('Lead');
    const before = org.crm.calls();

    const looks = await org.crm.lookAt?.(objects);

    expect(org.crm.calls() - before).toBe(1);
    expect([...(looks ?? [])].map(([object, { count }]) => [object, count])).toEqual([
      ['Lead', 3],
      ['Contact', 0],
      ['Account', 0],
      ['Opportunity', 0],
    ]);
    expect(looks?.get('Lead')?.description).toEqual(described);
  });

  it('peeked at are the first page, and go on from its cursor', async () => {
    org = await startSimulatedOrg({ Lead: leads(2_500) });
    const cursor = { modstamp: '2026-01-01T00:00:00.000Z', id: '' };
    const description = await org.crm.describe('Lead');

    const pages = await org.crm.peekChanges?.([{ description, cursor }], { lookbackMs: 0 });

    const first = pages?.get('Lead');
    const rest = await readAll(org.crm, 'Lead', first?.cursor ?? null, 0);
    expect(first?.done).toBe(false);
    expect(new Set([...(first === undefined ? [] : idsOf([first])), ...idsOf(rest)]).size).toBe(2_500);
  });

  it('S1 that became visible late are found by the lookback', async () => {
    org = await startSimulatedOrg({ Lead: leads(2) });
    org.clock.advance(60_000);
    await org.edit({
      verb: 'update',
      object: 'Lead',
      id: leadId(0),
      values: { Title: 'late' },
      visibleAfterMs: 30_000,
    });
    org.clock.advance(10_000);
    await org.edit({ verb: 'update', object: 'Lead', id: leadId(1), values: { Title: 'soon' } });
    const first = await readAll(org.crm, 'Lead', { modstamp: NOW, id: '' });
    org.clock.advance(60_000);

    const second = await readAll(org.crm, 'Lead', first.at(-1)?.cursor ?? null, 300_000);

    expect(idsOf(first)).toEqual([leadId(1)]);
    expect(idsOf(second)).toContain(leadId(0));
  });

  it('S2 with more equal stamps than a page has rows are read once each', async () => {
    org = await startSimulatedOrg({ Lead: leads(5_000) });
    org.clock.advance(60_000);
    await org.edit({ verb: 'touch', object: 'Lead', count: 5_000 });

    const pages = await readAll(org.crm, 'Lead', { modstamp: NOW, id: '' }, 0);

    expect(idsOf(pages)).toHaveLength(5_000);
    expect(new Set(idsOf(pages)).size).toBe(5_000);
    expect(pages).toHaveLength(3);
  });

  it('of more than 10,000 records come by one Bulk job, in at most 1.2 times its calls', async () => {
    org = await startSimulatedOrg({ Lead: leads(20_000) });
    await org.crm.describe('Lead');
    const before = org.crm.calls();

    const pages = await readAll(org.crm, 'Lead', { modstamp: '2026-01-01T00:00:00.000Z', id: '' }, 0);

    // Describe once more, then one page, one job, three polls at most, one download.
    expect(org.crm.calls() - before - 1).toBeLessThanOrEqual(6);
    expect(new Set(idsOf(pages)).size).toBe(20_000);
    expect(pages.at(-1)?.cursor).toMatchObject({ modstamp: '2026-01-05T00:00:00.000Z' });
  });

  it('S3 that only the system made move the stamp that is read', async () => {
    org = await startSimulatedOrg({ Lead: leads(1) });

    await readAll(org.crm, 'Lead', null);

    expect((await org.crm.describe('Lead')).fields.map(({ name }) => name)).toContain('LastModifiedDate');
    expect((await readAll(org.crm, 'Lead', null))[0]?.cursor).toEqual({
      modstamp: '2026-01-05T00:00:00.000Z',
      id: leadId(0),
    });
  });

  it('stamped in the future are read and do not become the place to go on from', async () => {
    const future = aLead(1, { SystemModstamp: '2031-01-01T00:00:00.000Z' });
    org = await startSimulatedOrg({ Lead: [aLead(0), future] });

    const pages = await readAll(org.crm, 'Lead', null);

    expect(idsOf(pages)).toEqual([leadId(0), leadId(1)]);
    expect(pages.at(-1)?.cursor).toEqual({ modstamp: NOW, id: '' });
  });

  it('S6 show a merge by the loser, which names the winner', async () => {
    org = await startSimulatedOrg({ Lead: leads(2) });
    org.clock.advance(60_000);
    await org.edit({ verb: 'merge', object: 'Lead', winnerId: leadId(0), loserIds: [leadId(1)] });

    const pages = await readAll(org.crm, 'Lead', { modstamp: NOW, id: '' });

    const loser = pages.flatMap((page) => page.records).find(({ id }) => id === leadId(1));
    expect(loser).toMatchObject({ deleted: true, fields: { MasterRecordId: leadId(0) } });
  });

  it('S16 of a window that runs too long are read in halves, all of them', async () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      aLead(i, {
        SystemModstamp: new Date(Date.parse('2026-01-01T00:00:00Z') + i * 86_400_000).toISOString(),
      }),
    );
    org = await startSimulatedOrg({ Lead: rows });
    org.arm('query-timeout', { object: 'Lead', calls: 2 });

    const pages = await readAll(org.crm, 'Lead', { modstamp: '2026-01-01T00:00:00.000Z', id: '' }, 0);

    expect(idsOf(pages).sort()).toEqual(rows.map(({ Id }) => Id).sort());
    expect(pages.at(-1)?.done).toBe(true);
  });

  it('S16 that always run too long fail, and are never called read', async () => {
    org = await startSimulatedOrg({ Lead: leads(3) });
    const description = await org.crm.describe('Lead');
    org.arm('query-timeout', { object: 'Lead', calls: 99 });

    const changes = org.crm.readChanges(
      description,
      { modstamp: '2026-01-01T00:00:00.000Z', id: '' },
      { lookbackMs: 0 },
    );

    await expect(changes[Symbol.asyncIterator]().next()).rejects.toMatchObject({ failure: 'transient' });
    expect(org.calls('Lead')[REST]).toBe(5);
  });
});
