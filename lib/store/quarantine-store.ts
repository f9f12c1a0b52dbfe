import { quarantinePartition } from './keys.ts';
import type { BatchOperation, Table } from './table.ts';

/** Stands for the id of a record that has none: the table takes no empty key. */
export const NO_ID = '(no id)';

export interface Quarantined {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
}

export interface OpenQuarantine extends Quarantined {
  /** ISO instant at which the record was first found bad; null where an older version put it there. */
  readonly openedAt: string | null;
}

/** Records of an object that could not be taken up and still cannot. */
export async function loadQuarantine(
  table: Table,
  crm: string,
  object: string,
): Promise<readonly OpenQuarantine[]> {
  const items = await table.query(quarantinePartition(crm, object));
  return items.map((item) => ({
    id: item.sk,
    code: String(item['code']),
    reason: String(item['reason']),
    openedAt: typeof item['openedAt'] === 'string' ? item['openedAt'] : null,
  }));
}

/** The quarantine of one object, as one run knows it. */
export interface QuarantineLog {
  readonly list: () => readonly OpenQuarantine[];
  /**
   * Puts records that could not be taken up aside, and lets go of those that now could. What is both was read badly
   * and well on one page: it is let go. Records without an id share one entry; one that is open already is not written
   * again. Gives how many were let go.
   */
  readonly update: (change: {
    readonly add: readonly Quarantined[];
    readonly release: readonly string[];
    /** ISO instant. */
    readonly at: string;
  }) => Promise<number>;
}

export async function openQuarantine(table: Table, crm: string, object: string): Promise<QuarantineLog> {
  const pk = quarantinePartition(crm, object);
  const open = new Map((await loadQuarantine(table, crm, object)).map((entry) => [entry.id, entry]));
  return {
    list: () => [...open.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    update: async ({ add, release, at }) => {
      const operations = new Map<string, BatchOperation>();
      for (const { id, code, reason } of add) {
        const sk = id === '' ? NO_ID : id;
        const before = open.get(sk);
        if (before?.code === code && before.reason === reason) continue;
        const openedAt = before?.openedAt ?? at;
        open.set(sk, { id: sk, code, reason, openedAt });
        operations.set(sk, { put: { pk, sk, code, reason, openedAt } });
      }
      const released = release.filter((sk) => open.delete(sk));
      for (const sk of released) operations.set(sk, { remove: { pk, sk } });
      await table.batchWrite([...operations.values()]);
      return released.length;
    },
  };
}
