import * as z from 'zod/mini';
import { hintPartition } from './keys.ts';
import { ConditionFailed, type Table } from './table.ts';

const KINDS = ['changed', 'deleted', 'merged', 'erased', 'gap'] as const;

/** One id that may have changed; of a gap, no id: everything since `atMs` may have. */
export interface OpenHint {
  readonly kind: (typeof KINDS)[number];
  readonly id: string;
  readonly atMs: number;
}

/** Notes hints until they are read. The same hint twice is one; of an id's hints of a kind, the last one stands. */
export async function putHints(
  table: Table,
  of: { readonly crm: string; readonly object: string },
  hints: readonly OpenHint[],
): Promise<void> {
  const pk = hintPartition(of.crm, of.object);
  const items = new Map(hints.map((hint) => [keyOf(hint), { pk, sk: keyOf(hint), atMs: hint.atMs }]));
  await table.batchWrite([...items.values()].map((put) => ({ put })));
}

export async function loadHints(table: Table, crm: string, object: string): Promise<readonly OpenHint[]> {
  const items = await table.query(hintPartition(crm, object));
  return items.map((item) => {
    const at = item.sk.indexOf('#');
    return {
      kind: z.enum(KINDS).parse(item.sk.slice(0, at)),
      id: item.sk.slice(at + 1),
      atMs: Number(item['atMs']),
    };
  });
}

/** Forgets hints that were read; one that came again meanwhile stays. */
export async function removeHints(
  table: Table,
  of: { readonly crm: string; readonly object: string },
  hints: readonly OpenHint[],
): Promise<void> {
  const pk = hintPartition(of.crm, of.object);
  await Promise.all(
    hints.map(async (hint) => {
      try {
        await table.remove({ pk, sk: keyOf(hint) }, { kind: 'equals', attribute: 'atMs', value: hint.atMs });
      } catch (cause) {
        if (!(cause instanceof ConditionFailed)) throw cause;
      }
    }),
  );
}

/** A gap is known by its start: an earlier one must not be lost to a later one. */
function keyOf({ kind, id, atMs }: OpenHint): string {
  return `${kind}#${kind === 'gap' ? atMs : id}`;
}
