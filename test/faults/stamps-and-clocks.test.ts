import { describe, expect, it } from 'vitest';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import { failuresOf, openFaults, runOf, syncedStage } from './fault-stage.ts';
import { afterFirstPage, LEAD, lastName, MINUTE_MS, many, withShortPages } from './paging-stage.ts';

const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;

const SEARCH = /POST \S*\/search$/;

describe('stamps', () => {
  it('F40 that are equal across the edge of a page lose no record', async () => {
    const stage = await syncedStage();
    stage.salesforce.edit({
      verb: 'touch',
      object: 'Lead',
      count: 8,
      values: { Status: 'Working - Contacted' },
    });

    await withShortPages(stage, async () => {
      const report = await stage.sync({ crm: 'salesforce', objects: ['Lead'] });
      expect(runOf(report, 'salesforce', 'Lead').upserted).toBe(8);
    });

    expect((await stage.differences()).filter((line) => line.startsWith('salesforce'))).toEqual([]);
  });

  it('F41 that more than 10,000 records share are read to the end, by at most twice the searches needed', async () => {
    const stage = await openFaults();
    stage.hubspot.seed(many('companies', 10_050));
    await stage.sync({ crm: 'hubspot', objects: ['companies'] });
    stage.clock.advance(60 * MINUTE_MS);
    stage.hubspot.edit({ kind: 'touch', object: 'companies', count: 10_050, properties: { name: 'Same' } });
    stage.clock.advance(MINUTE_MS);
    stage.hubspot.calls.reset();

    const report = await stage.sync({ crm: 'hubspot', objects: ['companies'] });

    expect(runOf(report, 'hubspot', 'companies')).toMatchObject({ status: 'complete', upserted: 10_050 });
    expect(stage.seen('hubspot', SEARCH, 'companies')).toBeLessThan(2 * Math.ceil(10_050 / 200));
  });

  it('F42 of a transaction that commits minutes later are found behind the checkpoint', async () => {
    const stage = await syncedStage();
    const late = { visibleAfterMs: 4 * MINUTE_MS, values: { LastName: 'Late' } };
    stage.salesforce.edit({ verb: 'update', object: 'Lead', id: LEAD, ...late });
    stage.clock.advance(MINUTE_MS);
    stage.salesforce.edit({ verb: 'touch', object: 'Lead', count: 1, values: {} });
    await stage.sync();
    const before = await lastName(stage);
    stage.clock.advance(5 * MINUTE_MS);

    await stage.sync();

    expect([before, await lastName(stage)]).toEqual([expect.not.stringMatching('Late'), 'Late']);
    expect(await stage.differences()).toEqual([]);
  });

  it('F43 that the search index shows minutes late are found behind the checkpoint', async () => {
    const stage = await syncedStage();
    stage.hubspot.portal.settings.change({ searchLagMs: 5 * MINUTE_MS });
    const [contact] = stage.hubspot.portal.tables.get('contacts')?.records.ordered ?? [];
    const change = { object: 'contacts', id: contact?.id ?? '', properties: { lastname: 'Late' } };
    stage.hubspot.edit({ kind: 'update', ...change });
    stage.clock.advance(MINUTE_MS);
    const early = await stage.sync();
    stage.clock.advance(6 * MINUTE_MS);

    const late = await stage.sync();

    expect(runOf(early, 'hubspot', 'contacts').upserted).toBe(0);
    expect(runOf(late, 'hubspot', 'contacts').upserted).toBe(1);
    expect(await stage.differences()).toEqual([]);
  });

  it('F51 of the future are read, and do not become the place to go on from', async () => {
    const stage = await syncedStage();
    const future = new Date(stage.clock.nowMs() + YEAR_MS).toISOString();
    stage.salesforce.edit({
      verb: 'update',
      object: 'Lead',
      id: LEAD,
      stamp: future,
      values: { LastName: 'Future' },
    });
    const [contact] = stage.hubspot.portal.tables.get('contacts')?.records.ordered ?? [];
    stage.hubspot.edit({ kind: 'touch', object: 'contacts', ids: [contact?.id ?? ''], at: future });
    await stage.sync();
    const lastNameRead = await lastName(stage);
    stage.clock.advance(MINUTE_MS);
    await stage.edit(20);

    await stage.sync();

    expect(lastNameRead).toBe('Future');
    expect((await loadCheckpoint(stage.table, 'salesforce', 'Lead'))?.['modstamp']).not.toBe(future);
    expect(await stage.differences()).toEqual([]);
  });
});

describe('our clock', () => {
  it.each([-5, 5, -600, 600])('F44 that is %i minutes off loses no change', async (minutes) => {
    const stage = await openFaults();
    const { sleep } = stage.clock;
    const clock = { nowMs: () => stage.clock.nowMs() + minutes * MINUTE_MS, sleep };
    await stage.sync({ clock });
    stage.clock.advance(7 * MINUTE_MS);
    await stage.edit(20);

    await stage.sync({ clock });

    expect(await stage.differences()).toEqual([]);
  });

  it.each([-60, 60])('F45 that jumps %i minutes in the middle of a sync loses no change', async (minutes) => {
    const stage = await openFaults();
    let jumpMs = 0;
    const { sleep } = stage.clock;
    const clock = { nowMs: () => stage.clock.nowMs() + jumpMs, sleep };
    const jump = () => {
      jumpMs = minutes * MINUTE_MS;
    };

    const report = await stage.sync({ clock, before: afterFirstPage('Lead', jump) });
    stage.clock.advance(7 * MINUTE_MS);
    await stage.edit(20);
    await stage.sync({ clock });

    expect(failuresOf(report)).toEqual([]);
    expect(await stage.differences()).toEqual([]);
  });
});
