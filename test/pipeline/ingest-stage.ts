import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { MemoryTable } from '../support/memory-table.ts';
import { aStepContext } from '../support/step-context.ts';
import { storeState } from '../support/store-state.ts';

/** A CRM and an empty store, and what tests of `ingestCrm` ask of them. */
export function start(options: ConstructorParameters<typeof FakeCrm>[0] = {}) {
  const table = new MemoryTable();
  const crm = new FakeCrm(options);
  const context = { ...aStepContext({ table }), table };
  return {
    table,
    crm,
    context,
    sync: (wish: Parameters<typeof ingestCrm>[2] = {}) => ingestCrm(context, crm, wish),
    ids: async (object: string) => (await loadRecords(table, 'salesforce', object)).map(({ id }) => id),
    /** Ids of the leads that are not deleted, by number. */
    live: async () =>
      (await loadRecords(table, 'salesforce', 'Lead'))
        .filter(({ deleted }) => !deleted)
        .map(({ id }) => id)
        .sort((a, b) => Number(a) - Number(b)),
    state: () => storeState(table),
  };
}

/** Leads of one second on 1 February. */
export function leads(count: number, first = 1) {
  return Array.from({ length: count }, (_, at) => {
    const id = String(first + at);
    return aCrmRecord(`salesforce/Lead/${id}`, {
      version: '2026-02-01T00:00:00.000Z',
      fields: { Name: `lead ${id}` },
    });
  });
}
