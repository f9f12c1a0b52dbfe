import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { assertAccounted } from '../../lib/pipeline/ingest/take-page.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadErasures } from '../../lib/store/erasure-store.ts';
import { loadHints } from '../../lib/store/hint-store.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { acquireLease } from '../../lib/store/sync-store.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { aStepContext } from '../support/step-context.ts';
import { leads } from './ingest-stage.ts';

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

describe('I4 checkpoints are safe', () => {
  it('I4 each part of a first read goes on from its own last page', async () => {
    const { sync, live, crm } = start({ chunks: 3 });
    crm.hold(...leads(20));
    let calls = 0;
    crm.script = ({ method }) => {
      calls += method === 'read' ? 1 : 0;
      if (calls === 6) throw new CrmFailure('quota', 'no calls left');
      return undefined;
    };
    const partial = await sync();
    crm.script = () => undefined;

    const resumed = await sync();

    const [first, second] = [partial.runs[0], resumed.runs[0]];
    expect(first).toMatchObject({ status: 'partial-quota', freshAt: null, error: { code: 'crm-quota' } });
    expect(second?.status).toBe('complete');
    expect((first?.read ?? 0) + (second?.read ?? 0)).toBe(20);
    expect(await live()).toHaveLength(20);
  });
});

describe('I6 reading ends', () => {
  it('I6 an unchanged CRM costs no writes of records and no sweep', async () => {
    const { crm, sync, table } = start();
    crm.hold(...leads(5));
    crm.sweepPages.set('computed', () => [
      { records: [], rejects: [], patches: [{ id: '1', fields: { Sum: 2 } }] },
    ]);
    await sync();
    await sync();
    const before = records(table);

    const { sweeps, runs } = await sync();

    expect(records(table)).toEqual(before);
    expect([sweeps, runs[0]?.upserted]).toEqual([[], 0]);
  });

  it.each([
    ['leaves out', true, []],
    ['makes', false, [{ kind: 'history', read: 1 }]],
  ] as const)(
    'I6 %s the sweep of histories after a first read where its parts bring them: %s',
    async (_what, hasHistoriesInBackfill, expected) => {
      const { crm, context } = start();
      crm.hold(...leads(2));
      crm.sweepPages.set('history', () => [
        { records: [], rejects: [], patches: [{ id: '1', fields: { 'history:Status': '[]' } }] },
      ]);

      const { sweeps } = await ingestCrm(context, Object.assign(crm, { hasHistoriesInBackfill }));

      expect(sweeps).toMatchObject(expected);
      expect(sweeps).toHaveLength(expected.length);
    },
  );

  it('I6 the same hint twice, late or made up changes nothing', async () => {
    const { crm, sync, table, context } = start();
    crm.hold(...leads(3));
    await sync();
    const before = records(table);

    const report = await ingestHints(context, crm, [
      { ...HINT, ids: ['1', '1', 'made0up'], kind: 'changed' },
      { ...HINT, ids: ['2'], kind: 'deleted' },
      { ...HINT, ids: ['3'], kind: 'erased' },
      { ...HINT, ids: ['../x'], kind: 'changed' },
      { ...HINT, object: 'Nothing', ids: ['1'], kind: 'changed' },
    ]);

    expect(records(table)).toEqual(before);
    expect(report).toMatchObject({ ignored: 2, deferred: 0 });
    expect((await loadHints(table, 'salesforce', 'Lead')).map(({ kind }) => kind)).toEqual(['gap']);
  });

  it('I6 hints wait for who holds the object, and are read at its end', async () => {
    const { crm, sync, table, context } = start();
    crm.hold(...leads(2));
    await sync();
    await acquireLease(context, 'salesforce', 'Lead');
    crm.edit('Lead', '1', { Name: 'edited' });
    const waiting = await ingestHints(context, crm, [{ ...HINT, ids: ['1'], kind: 'changed' }]);
    context.clock.advance(60_000);

    await sync();

    expect(waiting).toMatchObject({ runs: [], deferred: 1 });
    expect(await loadHints(table, 'salesforce', 'Lead')).toEqual([]);
    expect((await loadRecords(table, 'salesforce', 'Lead'))[0]?.fields['Name']).toBe('edited');
  });
});

describe('I7 everything read is accounted for', () => {
  it('I7 of records, parts, deletions and rejects', async () => {
    const { crm, sync } = start();
    crm.hold(...leads(4));
    crm.rejectReading('4', 'no stamp');
    crm.script = ({ method }) => {
      if (method === 'sweep') crm.purge('Lead', '2');
      return undefined;
    };
    crm.sweepPages.set('deleted', () => [
      {
        records: [],
        rejects: [],
        patches: [{ id: '1', fields: { Sum: 1 } }],
        gone: [
          { id: '2', at: '2026-03-01T00:00:00.000Z' },
          { id: '77', at: '2026-03-01T00:00:00.000Z' },
        ],
      },
    ]);

    const { runs, sweeps } = await sync();

    expect(runs[0]).toMatchObject({ upserted: 3, quarantined: 1 });
    expect(sweeps).toMatchObject([{ read: 3, upserted: 1, deleted: 1, unchanged: 1 }]);
  });

  it('I7 refuses counts that do not add up', () => {
    const counts = { read: 3, upserted: 1, deleted: 0, unchanged: 1, quarantined: 0 };

    expect(() => assertAccounted('salesforce Lead', counts)).toThrow('3 read');
  });
});

describe('I13 a run ends before its deadline', () => {
  it('I13 stops before a page it could not finish, and the next run goes on', async () => {
    const { crm, context, live } = start();
    crm.hold(...leads(9));
    crm.script = ({ method }) => {
      if (method === 'read') context.clock.advance(1000);
      return undefined;
    };
    const endMs = context.clock.nowMs() + 3500;
    const deadline = { remainingMs: () => endMs - context.clock.nowMs() };

    const first = await ingestCrm({ ...context, deadline }, crm);
    const isInTime = context.clock.nowMs() <= endMs;
    const second = await ingestCrm(context, crm);

    expect([first.runs[0]?.status, isInTime, second.runs[0]?.status]).toEqual([
      'continued',
      true,
      'complete',
    ]);
    expect(await live()).toHaveLength(9);
  });
});

describe('a field that the config maps', () => {
  const lost = [
    aCrmRecord('salesforce/Opportunity/1', { fields: { Loss__c: 'price', StageName: 'Closed Lost' } }),
  ];

  it.each([
    ['vanished', 'field-absent'],
    ['was hidden', 'field-hidden'],
    ['was retyped', 'field-retyped'],
  ] as const)('stops its mapping and not the run when it %s', async (what, code) => {
    const config = aConfig({ crm: { salesforce: { lossReason: 'Loss__c' } } });
    const context = aStepContext({ config });
    const crm = new FakeCrm().hold(...lost);
    await ingestCrm(context, crm);
    if (code === 'field-hidden') crm.hiddenFields.add('Loss__c');
    crm.retype('Opportunity', 'Loss__c', what === 'was retyped' ? 'number' : undefined);

    const { runs } = await ingestCrm(context, crm);
    const again = await ingestCrm(context, crm);

    expect(runs[0]).toMatchObject({ status: 'complete', fieldIssues: [{ code, field: 'Loss__c' }] });
    expect(again.runs[0]?.fieldIssues).toMatchObject([{ code }]);
  });
});

function start(options: ConstructorParameters<typeof FakeCrm>[0] = {}) {
  const table = new MemoryTable();
  const crm = new FakeCrm(options);
  const context = aStepContext({ table });
  return {
    table,
    crm,
    context,
    sync: (wish = {}) => ingestCrm(context, crm, wish),
    live: async () =>
      (await loadRecords(table, 'salesforce', 'Lead'))
        .filter(({ deleted }) => !deleted)
        .map(({ id }) => id)
        .sort((a, b) => Number(a) - Number(b)),
  };
}

function records(table: MemoryTable) {
  return table.dump().filter(({ pk }) => pk.startsWith('REC#') || pk.startsWith('ERASED#'));
}
