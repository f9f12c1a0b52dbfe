import { describe, expect, it } from 'vitest';
import type { Crm } from '../../lib/crm/crm.ts';
import { salesforceId } from '../../lib/local/demo/record-ids.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import { watchChunks } from '../support/chunk-watch.ts';
import { type FaultStage, failuresOf, openFaults, runOf, syncedStage } from './fault-stage.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;
const SEARCH = /POST \S*\/search$/;
/** Of the made-up company. */
const LEAD = salesforceId('Lead', 1);

/** Pages of a few rows, until the truth is looked at. */
async function withShortPages(stage: FaultStage, run: () => Promise<void>): Promise<void> {
  stage.salesforce.settings.change({ pageRows: 3 });
  await run();
  stage.salesforce.settings.change({ pageRows: 2000 });
}

/** Lets something happen once, just after the first page of an object's first read or of its changes. */
function afterFirstPage(object: string, act: () => void) {
  return (crm: Crm): Crm =>
    watchChunks(crm, {
      after: (page) => (page.object === object && page.nth === 1 ? act() : undefined),
    });
}

describe('a page', () => {
  it('F35 whose cursor is refused is asked for by our own place', async () => {
    const stage = await openFaults();
    stage.hubspot.seed(many('companies', 250));
    stage.hubspot.faults.arm({ name: 'invalid-cursor', calls: 1, object: 'companies' });

    const report = await stage.sync({ crm: 'hubspot', objects: ['companies'] });

    expect(stage.hubspot.faults.armed()).toEqual([]);
    expect(failuresOf(report)).toEqual([]);
    expect((await stage.differences()).filter((line) => line.startsWith('hubspot companies'))).toEqual([]);
  });

  it('F35 whose cursor is refused for ever fails after one more try, and the next run goes on', async () => {
    const stage = await openFaults();
    stage.hubspot.seed(many('companies', 250));
    stage.hubspot.faults.arm({ name: 'invalid-cursor', calls: 10_000, object: 'companies' });

    const report = await stage.sync({ crm: 'hubspot', objects: ['companies'] });

    stage.hubspot.faults.clear();
    stage.clock.advance(MINUTE_MS);
    await stage.sync();
    expect(failuresOf(report)).toEqual(['hubspot companies failed crm-request']);
    expect(await stage.differences()).toEqual([]);
  });

  it('F36 whose locator is refused is never asked for: each page is a query of its own', async () => {
    const stage = await openFaults();

    await withShortPages(stage, async () => {
      stage.salesforce.faults.arm({ name: 'invalid-locator', calls: 10_000 });
      const report = await stage.sync({ crm: 'salesforce', objects: ['Lead', 'Contact'] });
      expect(failuresOf(report)).toEqual([]);
    });

    expect(stage.seen('salesforce', /queryAll$/, 'Lead')).toBeGreaterThan(3);
    expect((await stage.differences()).filter((line) => /salesforce (Lead|Contact)/.test(line))).toEqual([]);
  });

  it('F37 that comes twice leaves each record once', async () => {
    const stage = await openFaults();
    stage.hubspot.seed(many('companies', 250));
    stage.hubspot.faults.arm({ name: 'same-page-twice', calls: 1, object: 'companies' });

    const report = await stage.sync({ crm: 'hubspot' });

    expect(stage.hubspot.faults.armed()).toEqual([]);
    expect(runOf(report, 'hubspot', 'companies')).toMatchObject({ status: 'complete' });
    expect(runOf(report, 'hubspot', 'companies').upserted).toBe(254);
    expect((await stage.differences()).filter((line) => line.startsWith('hubspot'))).toEqual([]);
  });

  it('F37 that was stored before is counted as unchanged', async () => {
    const stage = await syncedStage();
    stage.hubspot.portal.settings.change({ isSearchUnordered: true });

    const report = await stage.sync({ crm: 'hubspot' });

    expect(runOf(report, 'hubspot', 'contacts')).toMatchObject({ upserted: 0, deleted: 0 });
  });
});

describe('a record that changes while pages are read', () => {
  it('F38 and so moves to a later page is stored as it is at the end', async () => {
    const stage = await openFaults();
    const before = afterFirstPage('Lead', () =>
      stage.salesforce.edit({ verb: 'update', object: 'Lead', id: LEAD, values: { LastName: 'Moved' } }),
    );

    await withShortPages(stage, async () => {
      await stage.sync({ crm: 'salesforce', before });
    });
    stage.clock.advance(MINUTE_MS);
    await stage.sync();

    expect(await lastName(stage)).toBe('Moved');
    expect(await stage.differences()).toEqual([]);
  });

  it('F38 in HubSpot is stored as it is at the end', async () => {
    const stage = await openFaults();
    stage.hubspot.faults.arm({ name: 'record-moved', calls: 1, object: 'contacts' });

    await stage.sync();
    stage.clock.advance(MINUTE_MS);
    await stage.sync();

    expect(stage.hubspot.faults.armed()).toEqual([]);
    expect(await stage.differences()).toEqual([]);
  });

  it('F39 and so moves to a page that was read already is found by the changes behind the list', async () => {
    const stage = await openFaults();
    const before = afterFirstPage('companies', () => {
      stage.hubspot.edit({ kind: 'create', object: 'companies', properties: { name: 'New' } });
      const [first] = stage.hubspot.portal.tables.get('companies')?.records.ordered ?? [];
      const values = { object: 'companies', id: first?.id ?? '', properties: { name: 'Changed' } };
      stage.hubspot.edit({ kind: 'update', ...values });
    });

    await stage.sync({ crm: 'hubspot', before });
    stage.clock.advance(MINUTE_MS);
    await stage.sync();

    const names = (await loadRecords(stage.table, 'hubspot', 'companies')).map(
      ({ fields }) => fields['name'],
    );
    expect(names).toEqual(expect.arrayContaining(['New', 'Changed']));
    expect(await stage.differences()).toEqual([]);
  });
});

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

describe('an object without records', () => {
  it('F52 is read completely, and its first record comes with the next sync', async () => {
    const stage = await openFaults();
    const report = await stage.sync({ crm: 'salesforce', objects: ['Task'] });
    stage.clock.advance(MINUTE_MS);
    stage.salesforce.edit({ verb: 'create', object: 'Task', values: { Subject: 'Call', WhoId: LEAD } });

    const next = await stage.sync({ crm: 'salesforce', objects: ['Task'] });

    expect(runOf(report, 'salesforce', 'Task')).toMatchObject({ status: 'complete', read: 0 });
    expect(runOf(report, 'salesforce', 'Task').checkpoint?.['modstamp']).toMatch(/^2026-03-1\d/);
    expect(runOf(next, 'salesforce', 'Task').upserted).toBe(1);
  });
});

function many(object: string, count: number) {
  const atMs = () => Date.parse('2026-02-01T00:00:00Z');
  const valuesOf = (index: number) => ({ name: `Company ${index}` });
  return { object, count, firstId: 900_000_000_000, valuesOf, createdAtMs: atMs, updatedAtMs: atMs };
}

async function lastName({ table }: FaultStage): Promise<unknown> {
  return (await loadRecords(table, 'salesforce', 'Lead')).find(({ id }) => id === LEAD)?.fields['LastName'];
}
