import type { Crm, Cursor, ObjectDescription } from '../../crm/crm.ts';
import type { RecordMap } from '../../crm/record-maps.ts';
import type { CrmConfig } from '../../domain/config.ts';
import type { ErasureLog } from '../../store/erasure-store.ts';
import type { QuarantineLog } from '../../store/quarantine-store.ts';
import type { HeldLease } from '../../store/sync-store.ts';
import type { StepContext } from '../context.ts';
import type { ReadCounts } from './ingest-report.ts';
import type { TimeLeft } from './time-left.ts';

/** Everything that reading one object of one CRM needs, from the lease to its end. */
export interface ObjectWork {
  readonly context: StepContext;
  readonly crm: Crm;
  readonly object: string;
  readonly lease: HeldLease;
  readonly description: ObjectDescription;
  /** Live records in the CRM when the run began, where they were counted together with others'. */
  readonly countBefore?: number | undefined;
  readonly map: RecordMap;
  /** The CRM's config without mappings whose fields are gone. */
  readonly config: CrmConfig;
  readonly erasures: ErasureLog;
  readonly quarantine: QuarantineLog;
  readonly time: TimeLeft;
  /** When this work began, before its first call. */
  readonly startedMs: number;
  readonly tally: Tally;
}

/** What was read so far; grows while an object is read. */
export interface Tally extends Mutable<ReadCounts> {
  merged: number;
  healed: number;
  checkpoint: Cursor | null;
  /** The CRM could not say all that is gone: ids must be compared. */
  needsIdCheck: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function newTally(): Tally {
  return {
    read: 0,
    upserted: 0,
    deleted: 0,
    unchanged: 0,
    quarantined: 0,
    merged: 0,
    healed: 0,
    checkpoint: null,
    needsIdCheck: false,
  };
}
