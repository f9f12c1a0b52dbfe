import type { RecordRef } from '../entities.ts';
import type { DataIssue } from '../ledger.ts';
import type { RecordMerge } from '../record-history.ts';

/**
 * Who is who: every record is an alias of one canonical id, which is the key of its oldest record. A record that was
 * merged away stays in its group, so a merge changes no canonical id.
 */
export interface Identity {
  /** `crm/object/id` → canonical id, for every id of a group that has a live record. */
  readonly canonicalOf: ReadonlyMap<string, string>;
  /** The same for every id ever told of: also of records that are gone with nobody in their place. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Deleted records that a live one took the place of, by merge or conversion: what they knew still counts. */
  readonly forebears: ReadonlySet<string>;
  /** Matches that could be more than one, rejected and named. */
  readonly issues: readonly DataIssue[];
}

/** What identity must know of a record. */
export interface Matchable {
  readonly ref: RecordRef;
  readonly createdAt: string | null;
  readonly foreignRefs: readonly RecordRef[];
}

/** What is known of records that no longer live. */
export interface Past<T> {
  /** Deleted records as they were last read. */
  readonly gone: readonly T[];
  /** Every merge that any record tells of. */
  readonly merges: readonly RecordMerge[];
}

export const NOTHING_GONE: Past<never> = { gone: [], merges: [] };
