import type { Crm } from '../../lib/crm/crm.ts';
import { salesforceId } from '../../lib/local/demo/record-ids.ts';
import { loadRecords } from '../../lib/store/record-store.ts';
import { watchChunks } from '../support/chunk-watch.ts';
import type { FaultStage } from './fault-stage.ts';

export const MINUTE_MS = 60_000;

/** Of the made-up company. */
export const LEAD = salesforceId('Lead', 1);

/** Pages of a few rows, until the truth is looked at. */
export async function withShortPages(stage: FaultStage, run: () => Promise<void>): Promise<void> {
  stage.salesforce.settings.change({ pageRows: 3 });
  await run();
  stage.salesforce.settings.change({ pageRows: 2000 });
}

/** Lets something happen once, just after the first page of an object's first read or of its changes. */
export function afterFirstPage(object: string, act: () => void) {
  return (crm: Crm): Crm =>
    watchChunks(crm, {
      after: (page) => (page.object === object && page.nth === 1 ? act() : undefined),
    });
}

export function many(object: string, count: number) {
  const atMs = () => Date.parse('2026-02-01T00:00:00Z');
  const valuesOf = (index: number) => ({ name: `Company ${index}` });
  return { object, count, firstId: 900_000_000_000, valuesOf, createdAtMs: atMs, updatedAtMs: atMs };
}

export async function lastName({ table }: FaultStage): Promise<unknown> {
  return (await loadRecords(table, 'salesforce', 'Lead')).find(({ id }) => id === LEAD)?.fields['LastName'];
}
