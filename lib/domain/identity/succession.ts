import type { RecordRef } from '../entities.ts';
import { refKey } from '../entities.ts';
import type { RecordMerge } from '../record-history.ts';
import { UnionFind } from '../union-find.ts';
import type { Matchable, Past } from './identity.ts';

/** Records joined by what their CRM did to them: merges and conversions. No guess is in it. */
export interface Succession {
  readonly groups: UnionFind;
  /** Ids that another record took the place of. */
  readonly succeeded: ReadonlySet<string>;
}

/**
 * Joins live and deleted records with the ids that merged or converted them, also with ids that nobody read yet.
 * `heirsOf` names what a record was converted to; heirs of another kind than the records are left out.
 */
export function succession<T extends Matchable>(
  live: readonly T[],
  { gone, merges }: Past<T>,
  heirsOf: (record: T) => readonly RecordRef[],
): Succession {
  const records = [...live, ...gone];
  const objects = new Set(records.map(({ ref }) => objectOf(ref)));
  const groups = new UnionFind(records.map(({ ref }) => refKey(ref)));
  const succeeded = new Set<string>();
  const succeed = ({ from, into }: RecordMerge): void => {
    if (!objects.has(objectOf(into))) return;
    for (const ref of [from, into]) groups.add(refKey(ref));
    groups.join(refKey(from), refKey(into));
    succeeded.add(refKey(from));
  };
  merges.forEach(succeed);
  for (const record of records) for (const into of heirsOf(record)) succeed({ from: record.ref, into });
  return { groups, succeeded };
}

/** `crm/object` of a reference. */
export function objectOf({ crm, object }: RecordRef): string {
  return `${crm}/${object}`;
}
