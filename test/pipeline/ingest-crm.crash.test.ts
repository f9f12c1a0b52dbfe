import { describe, expect, it } from 'vitest';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { aCrmRecord } from '../support/builders.ts';
import { Crash, dyingAt, mortalCrm, mortalTable } from '../support/crash.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { aStepContext } from '../support/step-context.ts';
import { storeState } from '../support/store-state.ts';

const WHEN = ['before', 'after'] as const;

describe('ingestCrm, killed at every store and CRM call', () => {
  it.each([
    ['on the first run', false],
    ['on a later run with edits, deletions and mended records', true],
  ])('ends in the same store when run again: %s', async (_case, isLater) => {
    const undisturbed = await world(isLater);
    const steps = await run(undisturbed, undefined);
    const expected = storeState(undisturbed.table);
    let deaths = 0;

    for (let step = 1; step <= steps; step += 1) {
      for (const when of WHEN) {
        const { table, crm } = await world(isLater);
        await expect(run({ table, crm }, { step, when })).rejects.toThrow(Crash);
        expect(isCheckpointSafe(table, crm)).toBe(true);
        deaths += 1;

        await run({ table, crm }, undefined);

        expect(storeState(table)).toEqual(expected);
      }
    }
    expect(deaths).toBeGreaterThan(100);
  });
});

interface World {
  readonly table: MemoryTable;
  readonly crm: FakeCrm;
}

async function world(isLater: boolean): Promise<World> {
  const crm = new FakeCrm({ stampMs: 1000 });
  const table = new MemoryTable();
  crm.hold(
    ...[1, 2, 3, 4, 5].map((id) => aCrmRecord(`salesforce/Lead/${id}`, { fields: { Name: `lead ${id}` } })),
  );
  crm.hold(aCrmRecord('salesforce/Contact/1'));
  crm.rejectReading('3', 'no stamp');
  if (!isLater) return { table, crm };
  await run({ table, crm }, undefined);
  crm.rejectReading('3', undefined);
  crm.edit('Lead', '3', { Name: 'mended' });
  crm.edit('Lead', '1', { Name: 'edited' });
  crm.erase('Lead', '2');
  crm.rejectReading('5', 'no stamp');
  crm.edit('Lead', '5', { Name: 'broken' });
  return { table, crm };
}

/** One process: its own clock reads on from the last one's lease. Gives the number of its steps. */
async function run(
  { table, crm }: World,
  crash: { readonly step: number; readonly when: 'before' | 'after' } | undefined,
): Promise<number> {
  const mortality = dyingAt(crash);
  const context = aStepContext({ table: mortalTable(table, mortality) });
  await ingestCrm(context, mortalCrm(crm, mortality));
  return mortality.steps();
}

/** Everything up to the checkpoint is stored or quarantined, at every instant. */
function isCheckpointSafe(table: MemoryTable, crm: FakeCrm): boolean {
  const items = table.dump();
  const checkpoint = items.find(({ pk, sk }) => pk === 'SYNC#salesforce#Lead' && sk === 'CHECKPOINT');
  if (checkpoint === undefined) return true;
  const at = /"at":"([^"]*)"/.exec(String(checkpoint['cursor']))?.[1] ?? '';
  return ['1', '2', '3', '4', '5'].every((id) => {
    const { version } = crm.get('Lead', id);
    if (`${version} ${id}` > at) return true;
    return items.some(
      ({ pk, sk, version: stored }) =>
        sk === id &&
        (pk.startsWith('BAD#salesforce#Lead') ||
          (pk.startsWith('REC#salesforce#Lead') && stored === version)),
    );
  });
}
