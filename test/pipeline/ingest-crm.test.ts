import { describe, expect, it } from 'vitest';
import type { ObjectLook } from '../../lib/crm/crm.ts';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { aStepContext } from '../support/step-context.ts';
import { leads, start } from './ingest-stage.ts';

describe('ingestCrm', () => {
  it('stores every record of every object, and counts what it did', async () => {
    const { crm, sync, ids } = start();
    crm.hold(...leads(5), aCrmRecord('salesforce/Contact/1'));

    const { runs, completeness } = await sync();

    expect(runs).toMatchObject([
      { crm: 'salesforce', object: 'Lead', read: 5, upserted: 5, deleted: 0, quarantined: 0 },
      { crm: 'salesforce', object: 'Contact', read: 1, upserted: 1 },
    ]);
    expect(await ids('Lead')).toEqual(['1', '2', '3', '4', '5']);
    expect(completeness).toMatchObject([
      { object: 'Lead', crmCount: 5, storeCount: 5, missing: [], extra: [] },
      { object: 'Contact', crmCount: 1, storeCount: 1 },
    ]);
  });

  it('takes up no more than ⌈n/page⌉ + 2 list calls on the first run', async () => {
    const { crm, sync } = start();
    crm.hold(...leads(6));

    const { runs } = await sync();

    const describeAndPlan = 2;
    expect(runs[0]?.calls).toBeLessThanOrEqual(6 / 2 + 2 + describeAndPlan);
  });

  it('looks at all objects together, and counts again by itself what it changed or what differs', async () => {
    const { crm, context } = start();
    crm.hold(...leads(3), aCrmRecord('salesforce/Contact/1'), aCrmRecord('salesforce/Account/1'));
    await ingestCrm(context, crm);
    crm.edit('Lead', '1', { Name: 'edited' });
    const single: string[] = [];
    crm.script = ({ method, object }) => {
      if (method === 'describe' || method === 'count') single.push(`${method} ${object}`);
      return undefined;
    };
    const looks = new Map<string, ObjectLook>([
      ['Lead', { description: { object: 'Lead', fields: [] }, count: 3 }],
      ['Contact', { description: { object: 'Contact', fields: [] }, count: 1 }],
      ['Account', { description: { object: 'Account', fields: [] }, count: 7 }],
    ]);

    const { completeness } = await ingestCrm(context, Object.assign(crm, { lookAt: async () => looks }));

    expect(single.toSorted()).toEqual(['count Account', 'count Lead']);
    expect(completeness.map(({ object, crmCount, storeCount }) => [object, crmCount, storeCount])).toEqual([
      ['Lead', 3, 3],
      ['Contact', 1, 1],
      ['Account', 1, 1],
    ]);
  });

  it('describes and counts object by object where the look at all of them fails', async () => {
    const { crm, context } = start();
    crm.hold(...leads(1), aCrmRecord('salesforce/Contact/1'));
    const lookAt = () => Promise.reject(new CrmFailure('transient', 'down'));

    const { runs } = await ingestCrm(context, Object.assign(crm, { lookAt }));

    expect(runs.map(({ object, status, upserted }) => [object, status, upserted])).toEqual([
      ['Lead', 'complete', 1],
      ['Contact', 'complete', 1],
    ]);
  });

  it('changes nothing when it runs again: the lookback is only replayed', async () => {
    const { crm, sync, state } = start();
    crm.hold(...leads(5));
    await sync();
    const before = state();

    const { runs } = await sync();

    expect(runs[0]).toMatchObject({ upserted: 0, deleted: 0 });
    expect(runs[0]?.read).toBeGreaterThan(0);
    expect(state()).toEqual(before);
  });

  it('takes up changes, deletions and new records of the next run', async () => {
    const { crm, sync, table } = start();
    crm.hold(...leads(3));
    await sync();
    crm.edit('Lead', '1', { Name: 'edited' });
    crm.erase('Lead', '2');
    crm.hold(aCrmRecord('salesforce/Lead/4', { version: '2026-03-02T00:00:00.000Z' }));

    const { runs } = await sync();

    expect(runs[0]).toMatchObject({ upserted: 2, deleted: 1 });
    const stored = await loadRecords(table, 'salesforce', 'Lead');
    expect(stored.map(({ id, deleted, fields }) => [id, deleted, fields['Name']])).toEqual([
      ['1', false, 'edited'],
      ['2', true, 'lead 2'],
      ['3', false, 'lead 3'],
      ['4', false, undefined],
    ]);
  });

  it('finds a record that became visible late, behind the checkpoint', async () => {
    const { crm, sync, ids } = start();
    crm.hold(aCrmRecord('salesforce/Lead/2', { version: '2026-02-01T00:09:00.000Z' }));
    await sync();
    crm.hold(aCrmRecord('salesforce/Lead/1', { version: '2026-02-01T00:01:00.000Z' }));

    await sync();

    expect(await ids('Lead')).toEqual(['1', '2']);
  });

  it('reads everything again when told so', async () => {
    const { crm, sync, ids } = start();
    crm.hold(aCrmRecord('salesforce/Lead/2', { version: '2026-02-01T00:00:00.000Z' }));
    await sync();
    crm.hold(aCrmRecord('salesforce/Lead/1', { version: '2020-01-01T00:00:00.000Z' }));

    const full = await sync({ isFull: true });

    expect(full.runs[0]).toMatchObject({ read: 2, upserted: 1, unchanged: 1 });
    expect(full.completeness).toMatchObject([{ missing: [], repaired: { missing: [] } }]);
    expect(await ids('Lead')).toEqual(['1', '2']);
  });

  it('reads everything again for a field that appeared, and not for one of our own', async () => {
    const { crm, sync } = start();
    const old = '2020-01-01T00:00:00.000Z';
    crm.hold(aCrmRecord('salesforce/Lead/1', { version: old }), ...leads(1, 2));
    await sync();

    crm.show('Lead', ['RevLoop_Channel__c']);
    const ours = await sync();
    crm.show('Lead', ['UTM_Source__c']);
    const theirs = await sync();

    expect([ours.runs[0]?.read, theirs.runs[0]?.read]).toEqual([1, 2]);
  });

  it('names records that the CRM does not have any more, and keeps their tombstones', async () => {
    const { crm, sync, table } = start();
    crm.hold(...leads(2));
    await sync();
    const other = new FakeCrm().hold(...leads(1));

    const { completeness } = await ingestCrm(aStepContext({ table }), other);

    expect(completeness).toMatchObject([
      { crmCount: 1, storeCount: 1, missing: [], extra: [], repaired: { missing: [], extra: ['2'] } },
    ]);
    expect((await loadRecords(table, 'salesforce', 'Lead')).map(({ id, deleted }) => [id, deleted])).toEqual([
      ['1', false],
      ['2', true],
    ]);
  });

  it('syncs only the objects named', async () => {
    const { crm, sync } = start();
    crm.hold(...leads(1), aCrmRecord('salesforce/Contact/1'));

    const { runs } = await sync({ objects: ['Contact'] });

    expect(runs.map(({ object }) => object)).toEqual(['Contact']);
  });
});
