import type { CrmRecord, FieldValue } from '../domain/entities.ts';
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
  /** Records per write call. */
  readonly writeBatch: number;
  /** Every field the integration user can see. Throws `crm-permission` where the object itself is hidden. */
  readonly describe: (object: string) => Promise<ObjectDescription>;
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
  /** Live (not deleted) records the CRM holds. */
  readonly count: (object: string) => Promise<number>;
  /** Ids of all live records, to name the missing ones when counts differ. */
  readonly listIds: (object: string) => Promise<readonly string[]>;
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

/** A position in an object's changes: plain JSON of ours, never a vendor's locator. */
export type Cursor = Readonly<Record<string, string | number | null>>;

export interface ChangePage {
  readonly records: readonly CrmRecord[];
  readonly rejects: readonly RejectedRecord[];
  readonly cursor: Cursor;
  readonly done: boolean;
}

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

export interface FieldDescription {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'date-time' | 'reference' | 'other';
  /** Whether the integration user may set it. */
  readonly isWritable: boolean;
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
