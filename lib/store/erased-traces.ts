import { jsonOf, stableJson, textOf } from './json.ts';
import { effectPartition, errorPartition, FROZEN_PARTITIONS, PLANS, RANK_PARTITIONS } from './keys.ts';
import { ConditionFailed, type Table } from './table.ts';

/** Takes away what is kept under the reference of an erased record: ranks, frozen values, errors and journals of plans. */
export async function removeTraces(table: Table, isErased: (ref: string) => boolean): Promise<void> {
  const plans = (await table.query(PLANS)).map(({ sk }) => effectPartition(sk));
  const errors = ['write', 'change'].map(errorPartition);
  for (const pk of [...RANK_PARTITIONS, ...FROZEN_PARTITIONS, ...errors, ...plans]) {
    const erased = (await table.query(pk, { attributes: [] })).filter(({ sk }) => isErased(sk));
    await table.batchWrite(erased.map(({ sk }) => ({ remove: { pk, sk } })));
  }
}

/**
 * Changes the JSON that items of a partition hold. One that somebody wrote meanwhile stays as it was written: it was
 * made without who is erased.
 */
export async function rewriteTraces<T>(
  table: Table,
  of: { readonly pk: string; readonly attribute: string },
  schema: { readonly parse: (value: unknown) => T },
  change: (value: T) => unknown,
): Promise<void> {
  const { pk, attribute } = of;
  for (const item of await table.query(pk)) {
    const before = textOf(item, attribute);
    const value = jsonOf(item, attribute, schema);
    const after = change(value);
    if (stableJson(after) === stableJson(value)) continue;
    try {
      await table.put(
        { ...item, [attribute]: stableJson(after) },
        { kind: 'equals', attribute, value: before },
      );
    } catch (cause) {
      if (!(cause instanceof ConditionFailed)) throw cause;
    }
  }
}
