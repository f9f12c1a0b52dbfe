import { describe, expect, it } from 'vitest';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadErasures } from '../../lib/store/erasure-store.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { leads, start } from './ingest-stage.ts';

const HINT = { crm: 'salesforce', object: 'Lead', atMs: Date.parse('2026-03-09T00:00:00.000Z') } as const;

describe('I1 nothing is lost', () => {
  it('I1 stores a record that no change ever told of, found by its id', async () => {
    const { crm, sync, live } = start();
    crm.hold(...leads(3));
    await sync();
    crm.hold(
      aCrmRecord('salesforce/Lead/9', { version: '2020-01-01T00:00:00.000Z', fields: { Name: 'old' } }),
    );

    const { completeness } = await sync();

    expect(completeness).toMatchObject([{ missing: [], repaired: { missing: ['9'], extra: [] } }]);
    expect(await live()).toEqual(['1', '2', '3', '9']);
  });

  it('I1 finds equal counts of different ids when it reconciles', async () => {
    const { crm, sync, live } = start();
    crm.hold(...leads(3));
    await sync();
    crm.purge('Lead', '3');
    crm.hold(
      aCrmRecord('salesforce/Lead/9', { version: '2020-01-01T00:00:00.000Z', fields: { Name: 'old' } }),
    );

    const { completeness } = await sync({ isReconcile: true });

    expect(completeness).toMatchObject([{ repaired: { missing: ['9'], extra: ['3'] } }]);
    expect(await live()).toEqual(['1', '2', '9']);
  });

  it('I1 reads a record again whose stamp is newer than the stored one', async () => {
    const { crm, sync, table } = start();
    crm.hold(
      ...leads(1),
      aCrmRecord('salesforce/Lead/9', { version: '2020-01-01T00:00:00.000Z', fields: { Name: 'old' } }),
    );
    await sync();
    await table.batchWrite(
      table.dump().flatMap((item) => {
        if (item.sk !== '9' || !item.pk.startsWith('REC#')) return [];
        return [{ put: { ...item, version: '2000-01-01T00:00:00.000Z', hash: 'old' } }];
      }),
    );

    const { completeness } = await sync({ isReconcile: true });

    expect(completeness).toMatchObject([{ repaired: { missing: [], extra: [], stale: ['9'] } }]);
    expect((await loadRecords(table, 'salesforce', 'Lead')).map(({ version }) => version)).not.toContain(
      '2000-01-01T00:00:00.000Z',
    );
  });

  it('I1 repairs nothing that only a lagging list says', async () => {
    const { crm, sync, live } = start();
    crm.hold(...leads(3));
    await sync();
    crm.lag.unlisted.add('1');
    crm.lag.listed.add('8');

    const { completeness } = await sync({ isReconcile: true });

    expect(completeness).toMatchObject([
      { missing: [], extra: [], repaired: { missing: [], extra: [], stale: [] } },
    ]);
    expect(await live()).toEqual(['1', '2', '3']);
  });

  it('I1 does not take most of the store for deleted', async () => {
    const { crm, sync, live } = start();
    crm.hold(...leads(150));
    await sync();
    for (let id = 1; id <= 149; id += 1) crm.purge('Lead', String(id));

    const { completeness } = await sync();

    expect(completeness[0]?.extra).toHaveLength(149);
    expect(await live()).toHaveLength(150);
  });
});

describe('I2 versions never go back', () => {
  it('I2 an older copy does not bring a merged record back, undeleting does', async () => {
    const { crm, sync, table, live } = start();
    crm.hold(...leads(2));
    await sync();
    const old = crm.get('Lead', '2');
    crm.merge('Lead', '1', '2');
    await sync();
    const merged = (await loadRecords(table, 'salesforce', 'Lead'))[1];
    crm.sweepPages.set('links', () => [{ records: [old], rejects: [] }]);
    await sync();
    const afterOld = await live();
    crm.undelete('Lead', '2');

    await sync();

    expect(merged).toMatchObject({ id: '2', deleted: true, mergedInto: '1', fields: { Name: 'lead 2' } });
    expect([afterOld, await live()]).toEqual([['1'], ['1', '2']]);
  });

  it('I2 a stamp of the future does not stand above the changes to come', async () => {
    const { crm, sync, table } = start();
    crm.hold(aCrmRecord('salesforce/Lead/1', { version: '2031-01-01T00:00:00.000Z', fields: { Name: 'a' } }));
    await sync();
    crm.hold(aCrmRecord('salesforce/Lead/1', { version: '2026-03-10T00:05:00.000Z', fields: { Name: 'b' } }));

    await sync({ isFull: true });

    expect(await loadRecords(table, 'salesforce', 'Lead')).toMatchObject([
      { version: '2026-03-10T00:05:00.000Z', fields: { Name: 'b' } },
    ]);
  });

  it('I2 what a HubSpot merge took the place of is a tombstone, counted apart', async () => {
    const { table, context } = start();
    const crm = new FakeCrm({ name: 'hubspot' }).hold(
      aCrmRecord('hubspot/contacts/1', { version: '2026-02-01T00:00:00.000Z' }),
      aCrmRecord('hubspot/contacts/2', { version: '2026-02-01T00:00:00.000Z' }),
    );
    await ingestCrm(context, crm);
    crm.merge('contacts', '1', '2');

    const { runs } = await ingestCrm(context, crm);

    expect(runs[0]).toMatchObject({ upserted: 1, deleted: 0, merged: 1 });
    expect((await loadRecords(table, 'hubspot', 'contacts'))[1]).toMatchObject({
      deleted: true,
      mergedInto: '1',
    });
  });

  it('I2 an erased record leaves a count and never comes back', async () => {
    const { crm, sync, table, context } = start();
    crm.hold(...leads(2));
    await sync();
    const copy = crm.get('Lead', '2');
    crm.purge('Lead', '2');
    await ingestHints(context, crm, [{ ...HINT, ids: ['2'], kind: 'erased' }]);
    crm.sweepPages.set('deleted', () => [{ records: [copy], rejects: [] }]);

    await sync();

    expect((await loadRecords(table, 'salesforce', 'Lead')).map(({ id }) => id)).toEqual(['1']);
    expect(await loadErasures(table, 'salesforce', 'Lead')).toHaveLength(1);
    expect(JSON.stringify(table.dump())).not.toContain('lead 2');
  });
});
