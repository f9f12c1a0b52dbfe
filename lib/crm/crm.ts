import type { CrmRecord, FieldValue, RecordLink } from '../domain/entities.ts';
import type { FieldDefinition } from './fields.ts';

/**
 * PORT: one CRM, as the pipeline sees it. An adapter translates to the vendor's wire format, counts its calls, and
 * throws `CrmFailure` (`crm-failure.ts`) for whatever a run cannot go on from. Retries are the adapter's callers'
 * one policy (`lib/runtime/retry.ts`), handed to the adapter when it is made; SDK retries are off.
 */
export interface Crm {
  readonly name: string;
  /** Objects to sync, parents first. */
  readonly objects: readonly string[];
  /** Those of `objects` that an account may lack (one currency, no tracking): absent, they are no failure. */
  readonly optionalObjects: readonly string[];
  /** Records per write call. */
  readonly writeBatch: number;
  /** Id of the account or org that the credentials are for; undefined where the token may not ask. */
  readonly accountId: () => Promise<string | undefined>;
  /** Every field the integration user can see. Throws `crm-permission` where the object itself is hidden. */
  readonly describe: (object: string) => Promise<ObjectDescription>;
  /**
   * Description and count of several objects, in as few calls as the vendor allows; left out where a vendor has no call
   * for several objects at once. An object missing from the answer is asked for by `describe` and `count`.
   */
  readonly lookAt?: (objects: readonly string[]) => Promise<ReadonlyMap<string, ObjectLook>>;
  /**
   * Pages of records changed since `cursor`, oldest first; null reads everything. Each page carries the cursor to
   * store once its records are stored; the last page has `done`. A cursor of an earlier run is re-read from
   * `lookbackMs` before it. An object without changes gives one empty page with `done`.
   */
  readonly readChanges: (
    description: ObjectDescription,
    cursor: Cursor | null,
    options: { readonly lookbackMs: number },
  ) => AsyncIterable<ChangePage>;
  /**
   * The first page of each object's changes, as `readChanges` would give it, in as few calls as the vendor allows; left
   * out where a vendor has no call for several objects at once. An object missing from the answer is read by `readChanges`; one whose page is not `done` goes on by `readChanges` from
   * that page's cursor, with `lookbackMs` 0.
   */
  readonly peekChanges?: (
    requests: readonly { readonly description: ObjectDescription; readonly cursor: Cursor }[],
    options: { readonly lookbackMs: number },
  ) => Promise<ReadonlyMap<string, ChangePage>>;
  /**
   * What a first read of an object needs: its parts, each read and resumed by itself, the cursor that changes are read
   * from once all parts are done (taken before the first part, so that nothing falls between), and what it will cost.
   */
  readonly planBackfill: (description: ObjectDescription) => Promise<BackfillPlan>;
  /** Pages of one part, from `cursor` of an earlier page of it or from its start; the last page has `done`. */
  readonly readChunk: (
    description: ObjectDescription,
    chunk: BackfillChunk,
    cursor: Cursor | null,
  ) => AsyncIterable<ChangePage>;
  /** Changes of this object that move no stamp; each is read whole when it is due (`sweep`). */
  readonly sweeps: (object: string) => readonly SweepKind[];
  /** Whether the parts of a first read bring each record with its history, so that it needs no sweep of them. */
  readonly hasHistoriesInBackfill?: boolean;
  /** Pages of one sweep; `cursor` resumes it. Records come as patches wherever only a part of them was read. */
  readonly sweep: (
    description: ObjectDescription,
    kind: SweepKind,
    cursor: Cursor | null,
  ) => AsyncIterable<ChangePage>;
  /** Of fields that `describe` does not show: hidden from the integration user, absent, or unknown which. */
  readonly locateFields: (
    object: string,
    names: readonly string[],
  ) => Promise<ReadonlyMap<string, 'hidden' | 'absent' | 'unknown'>>;
  /** Live (not deleted) records the CRM holds. */
  readonly count: (object: string) => Promise<number>;
  /** All live records by id, page by page, to name the missing and the stale ones. */
  readonly listIds: (object: string) => AsyncIterable<readonly ListedId[]>;
  /**
   * The records as they are now, in the order of `ids`; undefined where the CRM has none. Without `withLinks` the
   * adapter may leave `links` empty, where they would cost calls.
   */
  readonly readByIds: (
    description: ObjectDescription,
    ids: readonly string[],
    options: { readonly withLinks: boolean },
  ) => Promise<readonly (CrmRecord | undefined)[]>;
  /**
   * Sets fields on existing records, at most `writeBatch` of them, in one call. One outcome per input, same order.
   * Throws only when nothing is known to be written; a lost answer is the outcome `unknown` for every record.
   */
  readonly write: (object: string, changes: readonly RecordWrite[]) => Promise<readonly WriteOutcome[]>;
  /** Creates what is missing of `fields` and grants it; running it again changes nothing. */
  readonly provision: (fields: readonly FieldDefinition[]) => Promise<ProvisionReport>;
  /** Vendor calls made since the adapter was created, of one object or of all. */
  readonly calls: (object?: string) => number;
}

/** A live record as a list names it; with its version where the list gives stamps without a further call. */
export interface ListedId {
  readonly id: string;
  readonly version?: string;
}

/** A position in an object's changes: plain JSON of ours, never a vendor's locator. */
export type Cursor = Readonly<Record<string, string | number | null>>;

export interface ChangePage {
  readonly records: readonly CrmRecord[];
  readonly rejects: readonly RejectedRecord[];
  /** Parts of records, for the copies that are stored. */
  readonly patches?: readonly RecordPatch[];
  /** Records that the CRM no longer gives at all, only their ids. */
  readonly gone?: readonly GoneRecord[];
  /** Set where the CRM cannot say all that is gone: stored ids must then be compared with `listIds`. */
  readonly needsIdCheck?: boolean;
  /** What somebody should know of although everything was read. */
  readonly warnings?: readonly PageWarning[];
  readonly cursor: Cursor;
  readonly done: boolean;
}

/** `bulk-aborted`: somebody ended a job of ours; its records were read otherwise. */
export interface PageWarning {
  readonly code: 'bulk-aborted';
  readonly reason: string;
}

/**
 * A part of a record: fields and links given replace those stored, others stay. With `version`, it is applied to a
 * stored copy of that version only: another one has its own values, or will be read again.
 */
export interface RecordPatch {
  readonly id: string;
  readonly version?: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly links?: readonly RecordLink[];
}

/** `mergedInto`: the record that took its place. `isErased`: deleted for privacy; nothing of it may be kept. */
export interface GoneRecord {
  readonly id: string;
  /** ISO instant in milliseconds: when it was deleted, else when that was seen. */
  readonly at: string;
  readonly mergedInto?: string;
  readonly isErased?: boolean;
}

/** A part of an object's first read: plain JSON of ours, kept with its own checkpoint. */
export interface BackfillChunk {
  readonly id: string;
  readonly spec: Cursor;
}

export interface BackfillPlan {
  readonly chunks: readonly BackfillChunk[];
  /** Where `readChanges` goes on once every chunk is done. */
  readonly changesFrom: Cursor;
  /** Records as counted beforehand, vendor calls and seconds they are expected to take. */
  readonly forecast: { readonly records: number; readonly calls: number; readonly seconds: number };
}

/**
 * `deleted`: records deleted without a stamp. `links`: associations, which stamp nothing. `computed`: formula and
 * roll-up fields. `history`: earlier values of stage, status and amount.
 */
export type SweepKind = 'deleted' | 'links' | 'computed' | 'history';

/** A record the adapter could not read: no id, no stamp, a value of the wrong type. */
export interface RejectedRecord {
  readonly id: string;
  readonly code: 'record-invalid';
  readonly reason: string;
}

export interface ObjectDescription {
  readonly object: string;
  readonly fields: readonly FieldDescription[];
}

/** An object, and how many live records it held at that moment. */
export interface ObjectLook {
  readonly description: ObjectDescription;
  readonly count: number;
}

export interface FieldDescription {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'date-time' | 'reference' | 'other';
  /** Whether the integration user may set it. */
  readonly isWritable: boolean;
  /** Formula, roll-up, calculated: changes without a stamp of the record. */
  readonly isComputed?: boolean;
}

export interface RecordWrite {
  readonly id: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export type WriteOutcome =
  | { readonly status: 'applied'; readonly version?: string }
  | {
      readonly status: 'rejected';
      readonly code: string;
      readonly reason: string;
      readonly retryable: boolean;
    }
  | { readonly status: 'unknown'; readonly reason: string };

export interface ProvisionReport {
  readonly created: readonly string[];
  readonly granted: readonly string[];
  readonly unchanged: readonly string[];
  readonly failed: readonly { readonly field: string; readonly reason: string }[];
}
