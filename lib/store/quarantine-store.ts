import { quarantinePartition } from './keys.ts';
import type { BatchOperation, Table } from './table.ts';

/** Stands for the id of a record that has none: the table takes no empty key. */
export const NO_ID = '(no id)';
/** The code of a record that is stored, but for the end of its longest texts. */
export const TEXT_CUT = 'text-cut';

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
  return (await loadFlagged(table, crm, object)).quarantined;
}

/** The same, and beside them records that are stored with texts cut. */
export async function loadFlagged(
  table: Table,
  crm: string,
  object: string,
): Promise<{ readonly quarantined: readonly OpenQuarantine[]; readonly cut: readonly OpenQuarantine[] }> {
  const entries = await loadAll(table, crm, object);
  return {
    quarantined: entries.filter(({ code }) => code !== TEXT_CUT),
    cut: entries.filter(({ code }) => code === TEXT_CUT),
  };
}

async function loadAll(table: Table, crm: string, object: string): Promise<readonly OpenQuarantine[]> {
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
   * again. Records of `cut` are stored: they are noted, and count as let go. Gives how many were let go.
   */
  readonly update: (change: {
    readonly add: readonly Quarantined[];
    readonly cut?: readonly Quarantined[];
    readonly release: readonly string[];
    /** ISO instant. */
    readonly at: string;
  }) => Promise<number>;
}

export async function openQuarantine(table: Table, crm: string, object: string): Promise<QuarantineLog> {
  const pk = quarantinePartition(crm, object);
  const open = new Map((await loadAll(table, crm, object)).map((entry) => [entry.id, entry]));
  return {
    list: () => [...open.values()].filter(isOut).sort((a, b) => (a.id < b.id ? -1 : 1)),
    update: async ({ add, cut = [], release, at }) => {
      const operations = new Map<string, BatchOperation>();
      let letGo = 0;
      const isOpen = (sk: string): boolean => isOut(open.get(sk) ?? CUT);
      for (const { id, code, reason } of [...add, ...cut]) {
        const sk = id === '' ? NO_ID : id;
        const before = open.get(sk);
        if (before?.code === code && before.reason === reason) continue;
        const entry = { id: sk, code, reason };
        const isSameKind = before !== undefined && isOut(before) === isOut(entry);
        if (code === TEXT_CUT && isOpen(sk)) letGo += 1;
        const openedAt = isSameKind ? (before.openedAt ?? at) : at;
        open.set(sk, { ...entry, openedAt });
        operations.set(sk, { put: { pk, sk, code, reason, openedAt } });
      }
      for (const sk of release) {
        if (isOpen(sk)) letGo += 1;
        if (open.delete(sk)) operations.set(sk, { remove: { pk, sk } });
      }
      await table.batchWrite([...operations.values()]);
      return letGo;
    },
  };
}

const CUT = { code: TEXT_CUT };

/** Whether an entry says that its record could not be taken up. */
function isOut({ code }: Pick<Quarantined, 'code'>): boolean {
  return code !== TEXT_CUT;
}
