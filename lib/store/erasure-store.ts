import type { SourceAttributes } from '../domain/entities.ts';
import { erasurePartition } from './keys.ts';
import { digestOf } from './record-content.ts';
import { originJson, originOf } from './record-item.ts';
import type { Table } from './table.ts';

/** What is left of a record that was deleted for privacy: that there was one, when it came, and from where. */
export interface Erasure {
  /** Digest of the id: enough to know it again, not enough to know it. */
  readonly digest: string;
  /** Business day `YYYY-MM-DD`; null where the CRM did not say. */
  readonly createdDay: string | null;
  /** ISO instant. */
  readonly erasedAt: string;
  /** The record was deleted, or had been merged into another, before it was erased: it counts for nothing. */
  readonly wasDeleted: boolean;
  readonly origin: SourceAttributes | null;
  /** The figures have taken it in: by a row of their own, or because they knew the person before. */
  readonly isCounted: boolean;
}

/** What may stay of an erased record. */
export type Remains = Pick<Erasure, 'createdDay' | 'origin'>;

/** The erased records of one object, as one run knows them. */
export interface ErasureLog {
  readonly has: (id: string) => boolean;
  /**
   * Leaves the anonymous count, before the record is taken away: whoever dies in between does it again, and what was
   * left first stays.
   */
  readonly erase: (
    id: string,
    left: Remains & { readonly wasDeleted: boolean; readonly erasedAt: string },
  ) => Promise<void>;
}

export async function openErasures(table: Table, crm: string, object: string): Promise<ErasureLog> {
  const pk = erasurePartition(crm, object);
  const digests = new Set((await table.query(pk, { attributes: [] })).map(({ sk }) => sk));
  return {
    has: (id) => digests.size > 0 && digests.has(digestOf(id)),
    erase: async (id, { createdDay, origin, wasDeleted, erasedAt }) => {
      const digest = digestOf(id);
      if (digests.has(digest)) return;
      const from = origin === null ? null : originJson(withoutQuery(origin));
      await table.put({ pk, sk: digest, createdDay, erasedAt, wasDeleted, origin: from });
      digests.add(digest);
    },
  };
}

/** Every erased record of an object, for counts that must not change because somebody used a right. */
export async function loadErasures(table: Table, crm: string, object: string): Promise<readonly Erasure[]> {
  const items = await table.query(erasurePartition(crm, object));
  return items.map((item) => ({
    digest: item.sk,
    createdDay: typeof item['createdDay'] === 'string' ? item['createdDay'] : null,
    erasedAt: String(item['erasedAt']),
    wasDeleted: item['wasDeleted'] === true,
    origin: originOf(item),
    isCounted: item['isCounted'] === true,
  }));
}

/** Notes that the figures have taken in every erasure of an object that is among `digests`. Safe to do again. */
export async function markCounted(
  table: Table,
  { crm, object }: { readonly crm: string; readonly object: string },
  digests: ReadonlySet<string>,
): Promise<void> {
  const items = await table.query(erasurePartition(crm, object));
  const open = items.filter(({ sk, isCounted }) => digests.has(sk) && isCounted !== true);
  await table.batchWrite(open.map((item) => ({ put: { ...item, isCounted: true } })));
}

/** Addresses of landing pages may carry a mail address or a token behind the question mark. */
function withoutQuery(origin: SourceAttributes): SourceAttributes {
  return { ...origin, landingPage: origin.landingPage?.split(/[?#]/)[0] ?? null };
}
