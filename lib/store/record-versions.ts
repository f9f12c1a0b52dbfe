import type { CrmRecord, FieldValue, RecordLink, SourceAttributes } from '../domain/entities.ts';
import type { Remains } from './erasure-store.ts';
import { contentHash, HISTORY_PREFIX } from './record-content.ts';
import type { StoredRecord } from './record-item.ts';

export interface IncomingRecord {
  readonly record: CrmRecord;
  readonly origin: SourceAttributes | null;
}

/** A part of a record (`RecordPatch` of the CRM port). */
export interface IncomingPatch {
  readonly id: string;
  readonly version?: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly links?: readonly RecordLink[];
}

/** A record that the CRM no longer gives. */
export interface IncomingGone {
  readonly id: string;
  readonly at: string;
  readonly mergedInto?: string;
  /** Set where it was deleted for privacy: all that may stay of it. */
  readonly remains?: Remains;
}

export interface VersionRule {
  /** Fields whose change alone is no change of the record (stamps, last viewed). */
  readonly volatile: ReadonlySet<string>;
  /**
   * The CRM was asked for these very ids just now: what it says holds, whatever tombstone is stored. Pages of a list
   * or a search may be older than what is stored.
   */
  readonly isCurrent: boolean;
  /**
   * A stamp from `from` on (an import with a wrong clock) would stand above every change to come: such a record counts
   * as of `countsAs`, or of the stored copy's instant where that is later.
   */
  readonly future?: { readonly from: string; readonly countsAs: string } | undefined;
}

/**
 * The copy to store of a record that was read whole; undefined where the stored one stays. A newer version wins, also
 * over a tombstone (somebody undeleted it); of one instant, a deletion wins and other content replaces.
 */
export function mergeRecord(
  { record: stamped, origin }: IncomingRecord,
  before: StoredRecord | undefined,
  rule: VersionRule,
): StoredRecord | undefined {
  const record = withinTime(stamped, before, rule);
  if (before === undefined) return { ...record, hash: contentHash(record, rule.volatile), origin };
  if (record.version < before.version) return undefined;
  if (before.deleted && !record.deleted && !isUndeleted(record, before, rule)) return undefined;
  const whole = { ...record, fields: { ...historyOf(before), ...record.fields } };
  const hash = contentHash(whole, rule.volatile);
  if (record.version === before.version && hash === before.hash) return undefined;
  const { goneAt, mergedInto } = before;
  return {
    ...whole,
    hash,
    origin: frozen(before.origin, origin),
    ...(record.deleted && goneAt !== undefined ? { goneAt } : {}),
    ...(record.deleted && mergedInto !== undefined ? { mergedInto } : {}),
  };
}

/** The copy with a part of it replaced; undefined where that changes nothing or is about another version. */
export function patchRecord(
  patch: IncomingPatch,
  before: StoredRecord | undefined,
  { volatile }: VersionRule,
): StoredRecord | undefined {
  if (before === undefined || before.deleted) return undefined;
  if (patch.version !== undefined && patch.version !== before.version) return undefined;
  const next = {
    ...before,
    fields: { ...before.fields, ...patch.fields },
    links: patch.links ?? before.links,
  };
  const hash = contentHash(next, volatile);
  return hash === before.hash ? undefined : { ...next, hash };
}

/**
 * The tombstone of a stored record: its content stays, `deleted` is set. Undefined where it is one already, and where
 * the stored copy is newer than the deletion: it was undeleted since.
 */
export function buryRecord(
  { at, mergedInto }: IncomingGone,
  before: StoredRecord | undefined,
  { volatile, isCurrent }: VersionRule,
): StoredRecord | undefined {
  if (before === undefined) return undefined;
  const winner = mergedInto === undefined ? {} : { mergedInto };
  if (before.deleted) {
    const isKnown = mergedInto === undefined || mergedInto === before.mergedInto;
    return isKnown ? undefined : { ...before, ...winner };
  }
  if (before.version > at && !isCurrent) return undefined;
  const next = { ...before, ...winner, deleted: true, goneAt: at };
  return { ...next, hash: contentHash(next, volatile) };
}

function withinTime(record: CrmRecord, before: StoredRecord | undefined, { future }: VersionRule): CrmRecord {
  if (future === undefined || record.version < future.from) return record;
  const stored = before?.version ?? '';
  return { ...record, version: stored > future.countsAs ? stored : future.countsAs };
}

function isUndeleted(record: CrmRecord, before: StoredRecord, { isCurrent }: VersionRule): boolean {
  if (isCurrent) return true;
  return record.version > before.version && record.version > (before.goneAt ?? '');
}

function historyOf({ fields }: StoredRecord): Readonly<Record<string, FieldValue>> {
  const kept = Object.entries(fields).filter(([name]) => name.startsWith(HISTORY_PREFIX));
  return Object.fromEntries(kept);
}

/** First sight wins; what was blank then may still be filled. */
function frozen(first: SourceAttributes | null, now: SourceAttributes | null): SourceAttributes | null {
  if (first === null || now === null) return first ?? now;
  const isBlank = Object.values(first).every((value) => value === null);
  return isBlank ? now : first;
}
