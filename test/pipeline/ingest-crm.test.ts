import { describe, expect, it } from 'vitest';
import type { ObjectLook } from '../../lib/crm/crm.ts';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import type { MemoryTable } from '../support/memory-table.ts';
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

  it('keeps what is stored and goes on from there after a failure in the middle', async () => {
    const { crm, sync, ids, table } = start();
    crm.hold(...leads(5));
    failOnce(crm, 'read', 2, new CrmFailure('quota', 'no calls left'));

    const failed = await sync();
    const checkpoint = await loadCheckpoint(table, 'salesforce', 'Lead');
    const resumed = await sync();

    expect(failed.runs[0]).toMatchObject({ read: 2, error: { code: 'crm-quota' }, checkpoint });
    expect(resumed.runs[0]?.error).toBeUndefined();
    expect(await ids('Lead')).toEqual(['1', '2', '3', '4', '5']);
  });

  it('leaves the other objects alone when one fails', async () => {
    const { crm, sync, ids } = start();
    crm.hold(aCrmRecord('salesforce/Contact/1'), ...leads(3));
    crm.script = ({ method, object }) => {
      if (method === 'describe' && object === 'Contact')
        throw new CrmFailure('permission', 'Contact is hidden');
      return undefined;
    };

    const { runs, completeness } = await sync();

    expect(runs.map(({ error }) => error?.code)).toEqual(['crm-permission', undefined]);
    expect(completeness.map(({ object }) => object)).toEqual(['Lead']);
    expect(await ids('Lead')).toHaveLength(3);
  });

  it('throws what is no expected failure on', async () => {
    const { crm, sync } = start();
    crm.hold(...leads(1));
    failOnce(crm, 'describe', 1, new TypeError('a bug'));

    const run = sync();

    await expect(run).rejects.toThrow('a bug');
  });

  it('stops before it writes where another run has taken over', async () => {
    const { crm, sync, state, context } = start();
    crm.hold(...leads(3));
    crm.script = ({ method, nth }) => {
      if (method === 'read' && nth === 2) context.clock.advance(60_000);
      if (method === 'read' && nth === 2) stealLease(context.table);
      return undefined;
    };

    const { runs } = await sync();

    expect(runs[0]).toMatchObject({ read: 2, error: { code: 'lease-lost' } });
    expect(state().filter(({ pk }) => pk.startsWith('REC#'))).toHaveLength(2);
  });

  it('refuses a CRM that is not configured', async () => {
    const crm = new FakeCrm({ name: 'hubspot' }).hold(aCrmRecord('hubspot/deals/1'));
    const config = aConfig({ crm: { salesforce: {} } });

    const { runs } = await ingestCrm(aStepContext({ config }), crm);

    expect(runs[0]?.error?.code).toBe('config-invalid');
  });
});

function failOnce(crm: FakeCrm, method: string, nth: number, failure: Error): void {
  crm.script = (call) => {
    if (call.method === method && call.nth === nth) throw failure;
    return undefined;
  };
}

function stealLease(table: MemoryTable): void {
  void table.put({ pk: 'SYNC#salesforce#Lead', sk: 'LEASE', holder: 'other', fence: 99, untilMs: 9e15 });
}
