import { textOf } from './json.ts';
import { accountKey } from './keys.ts';
import { ConditionFailed, type Table } from './table.ts';

/** Id of the account or org whose records the store holds; undefined before the first sync. */
export async function loadAccountId(table: Table, crm: string): Promise<string | undefined> {
  const item = await table.get(accountKey(crm));
  return item === undefined ? undefined : textOf(item, 'account');
}

/** Notes whose records the store will hold, and says whose it holds: the first to note it stays. */
export async function markAccountId(table: Table, crm: string, id: string): Promise<string> {
  try {
    await table.put({ ...accountKey(crm), account: id }, { kind: 'absent' });
    return id;
  } catch (cause) {
    if (!(cause instanceof ConditionFailed)) throw cause;
    return (await loadAccountId(table, crm)) ?? id;
  }
}
