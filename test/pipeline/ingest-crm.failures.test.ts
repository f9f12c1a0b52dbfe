import { describe, expect, it } from 'vitest';
import { CrmFailure } from '../../lib/crm/crm-failure.ts';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadCheckpoint } from '../../lib/store/sync-store.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import type { MemoryTable } from '../support/memory-table.ts';
import { aStepContext } from '../support/step-context.ts';
import { leads, start } from './ingest-stage.ts';

describe('a failure in ingestCrm', () => {
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
