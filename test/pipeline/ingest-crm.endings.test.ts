import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { ingestHints } from '../../lib/pipeline/ingest/ingest-hints.ts';
import { assertAccounted } from '../../lib/pipeline/ingest/take-page.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadHints } from '../../lib/store/hint-store.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { acquireLease } from '../../lib/store/sync-store.ts';
import type { MemoryTable } from '../support/memory-table.ts';
import { leads, start } from './ingest-stage.ts';

const HINT = { crm: 'salesforce', object: 'Lead', atMs: Date.parse('2026-03-09T00:00:00.000Z') } as const;

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

function records(table: MemoryTable) {
  return table.dump().filter(({ pk }) => pk.startsWith('REC#') || pk.startsWith('ERASED#'));
}
