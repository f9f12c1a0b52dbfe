import { textOf } from './json.ts';
import { ORIGIN_KEY } from './keys.ts';
import { ConditionFailed, type Table } from './table.ts';

/** Where a store's data came from first. Only what the demo made may the demo clear. */
export type Origin = 'demo' | 'sync';

export async function loadOrigin(table: Table): Promise<Origin | undefined> {
  const item = await table.get(ORIGIN_KEY);
  if (item === undefined) return undefined;
  return textOf(item, 'origin') === 'demo' ? 'demo' : 'sync';
}

/** Marks a store that nobody has marked yet, and says whose it is. */
export async function markOrigin(table: Table, origin: Origin): Promise<Origin> {
  try {
    await table.put({ ...ORIGIN_KEY, origin }, { kind: 'absent' });
    return origin;
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
    return (await loadOrigin(table)) ?? origin;
  }
}
