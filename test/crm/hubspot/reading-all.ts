import type { BackfillPlan, ChangePage, Crm, Cursor } from '../../../lib/crm/crm.ts';
import type { CrmRecord } from '../../../lib/domain/entities.ts';
import type { TestAccount } from './test-account.ts';

const START_MS = Date.parse('2026-11-01T00:00:00.000Z');

/** Generated records of one object: ids from `firstId` on, stamps a second apart or all the same. */
export function seed(
  { account }: Pick<TestAccount, 'account'>,
  object: string,
  { count, firstId = 1001, isOneStamp = false }: { count: number; firstId?: number; isOneStamp?: boolean },
): void {
  const stamp = (index: number) => START_MS + (isOneStamp ? 0 : index * 10);
  account.seed({
    object,
    count,
    firstId,
    valuesOf: (index) => ({ name: `Record ${index}` }),
    createdAtMs: stamp,
    updatedAtMs: stamp,
  });
}

export async function changePages(
  crm: Crm,
  object: string,
  cursor: Cursor | null,
  lookbackMs = 0,
): Promise<readonly ChangePage[]> {
  const description = await crm.describe(object);
  return collect(crm.readChanges(description, cursor, { lookbackMs }));
}

export async function planOf(crm: Crm, object: string): Promise<BackfillPlan> {
  return crm.planBackfill(await crm.describe(object));
}

export async function chunkPages(
  crm: Crm,
  object: string,
  chunk: BackfillPlan['chunks'][number],
  cursor: Cursor | null = null,
): Promise<readonly ChangePage[]> {
  return collect(crm.readChunk(await crm.describe(object), chunk, cursor));
}

export async function sweepPages(
  crm: Crm,
  object: string,
  kind: 'deleted' | 'links' | 'history',
  cursor: Cursor | null = null,
): Promise<readonly ChangePage[]> {
  return collect(crm.sweep(await crm.describe(object), kind, cursor));
}

/** Reads the changes of an object for the first time and returns where the next read begins. */
export async function firstRead(
  { crm }: Pick<TestAccount, 'crm'>,
  object = 'contacts',
): Promise<Cursor | null> {
  const pages = await changePages(crm, object, null);
  return pages.at(-1)?.cursor ?? null;
}

/** The last copy of a record that the pages hold. */
export function recordOf(pages: readonly ChangePage[], id: string): CrmRecord | undefined {
  return pages.flatMap(({ records }) => records).findLast((record) => record.id === id);
}

export function idsOf(pages: readonly ChangePage[]): readonly string[] {
  return pages.flatMap(({ records }) => records.map(({ id }) => id));
}

async function collect(source: AsyncIterable<ChangePage>): Promise<readonly ChangePage[]> {
  const pages: ChangePage[] = [];
  for await (const page of source) pages.push(page);
  return pages;
}
