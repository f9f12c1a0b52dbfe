import type { BackfillPlan, Cursor, SweepKind } from '../../crm/crm.ts';
import type { ErrorCode } from '../../domain/error-codes.ts';
import type { FieldIssue } from '../../store/description-store.ts';
import type { OpenQuarantine, Quarantined } from '../../store/quarantine-store.ts';

/**
 * How the reading of an object ended. `continued`: time was up, the next run goes on. `partial-quota`: the CRM's calls
 * were used up, the next run goes on. `absent`: an object that this account does not have.
 */
export const RUN_STATUSES = ['complete', 'continued', 'partial-quota', 'failed', 'absent'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** read = upserted + deleted + unchanged + quarantined, of whole records, parts of records and ids that are gone. */
export interface ReadCounts {
  readonly read: number;
  readonly upserted: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly quarantined: number;
}

export interface RunFailure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What somebody should know of although everything was read; `count`: how often this run met it. */
export interface RunWarning {
  readonly code: 'bulk-aborted' | 'text-cut';
  readonly reason: string;
  readonly count: number;
}

export interface SyncRun extends ReadCounts {
  readonly crm: string;
  readonly object: string;
  readonly calls: number;
  readonly seconds: number;
  readonly checkpoint: Cursor | null;
  readonly status: RunStatus;
  /** Stored records that became tombstones because another record took their place. */
  readonly merged: number;
  /** Quarantined records that could be taken up now. */
  readonly healed: number;
  /** ISO instant up to which the object is read completely; null before the first complete read. */
  readonly freshAt: string | null;
  /** What a first read was expected to take. */
  readonly forecast?: BackfillPlan['forecast'];
  /** Set where this object's run stopped early; the other objects went on. */
  readonly error?: RunFailure;
  /** Fields that the config maps and the CRM no longer gives as mapped. */
  readonly fieldIssues?: readonly FieldIssue[];
  readonly warnings?: readonly RunWarning[];
}

/** One sweep of one object: changes that move no stamp. */
export interface SweepRun extends ReadCounts {
  readonly crm: string;
  readonly object: string;
  readonly kind: SweepKind;
  readonly calls: number;
  readonly seconds: number;
  readonly status: RunStatus;
  readonly error?: RunFailure;
}

export interface Completeness {
  readonly crm: string;
  readonly object: string;
  readonly crmCount: number;
  readonly storeCount: number;
  /** Ids that the CRM has and the store could not take up. */
  readonly missing: readonly string[];
  /** Ids that the store has and the CRM does not. */
  readonly extra: readonly string[];
  /** Ids that were missing or too many before this run put them right. */
  readonly repaired: {
    readonly missing: readonly string[];
    readonly extra: readonly string[];
    /** Read again because the CRM's stamp was newer than the store's. */
    readonly stale: readonly string[];
  };
}

export interface QuarantinedRecord extends Quarantined {
  readonly crm: string;
  readonly object: string;
}

export interface IngestReport {
  /** Id in the ledger of runs: `revloop runs show`. */
  readonly runId: string;
  readonly runs: readonly SyncRun[];
  readonly sweeps: readonly SweepRun[];
  readonly completeness: readonly Completeness[];
  /** Every record that is still in quarantine. */
  readonly quarantined: readonly (QuarantinedRecord & OpenQuarantine)[];
}

export const RUN_KINDS = ['sync', 'hints', 'reconcile', 'retry'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** A run in the ledger. One that is `running` longer than any run lasts was killed. */
export interface LedgerRun {
  readonly runId: string;
  readonly kind: RunKind;
  readonly crm: string;
  /** ISO instants; `endedAt` is null while it is running. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** The worst of its objects. */
  readonly status: 'running' | RunStatus;
  readonly seconds: number;
  readonly calls: number;
  readonly runs: readonly SyncRun[];
  readonly sweeps: readonly SweepRun[];
  readonly completeness: readonly Completeness[];
}
