import * as z from 'zod/mini';
import { jsonOf, stableJson } from './json.ts';
import { errorPartition } from './keys.ts';
import type { Table } from './table.ts';

/** `write`: the CRM rejected values for a record. `change`: something that came in was not taken. */
export type ErrorKind = 'write' | 'change';

const ErrorSchema = z.object({
  crm: z.string(),
  object: z.string(),
  code: z.string(),
  reason: z.string(),
  /** Null where no record is meant. */
  id: z.nullable(z.string()),
  /** How often it was met since it was opened. */
  count: z.number(),
  /** ISO instants of the first and the last time. */
  openedAt: z.string(),
  lastAt: z.string(),
});

/** An error that nobody has seen healed yet. */
export type OpenError = Readonly<z.infer<typeof ErrorSchema>>;

/** Open errors of one kind, by what each is about. */
export async function loadErrors(table: Table, kind: ErrorKind): Promise<ReadonlyMap<string, OpenError>> {
  const items = await table.query(errorPartition(kind));
  return new Map(items.map((item) => [item.sk, jsonOf(item, 'error', ErrorSchema)]));
}

/** Opens errors, or writes over those that are open about the same; closes others. Closing twice is closing once. */
export async function saveErrors(
  table: Table,
  kind: ErrorKind,
  change: { readonly open: ReadonlyMap<string, OpenError>; readonly close: readonly string[] },
): Promise<void> {
  const pk = errorPartition(kind);
  await table.batchWrite([
    ...[...change.open].map(([sk, error]) => ({ put: { pk, sk, error: stableJson(error) } })),
    ...change.close.map((sk) => ({ remove: { pk, sk } })),
  ]);
}
