import { describe, expect, it } from 'vitest';
import { loadRecords } from '../../lib/store/record-store.ts';
import { failuresOf, openFaults, runOf, syncedStage } from './fault-stage.ts';
import { afterFirstPage, LEAD, lastName, MINUTE_MS, many, withShortPages } from './paging-stage.ts';

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
