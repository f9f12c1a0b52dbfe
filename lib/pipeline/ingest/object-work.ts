import type { Crm, Cursor, ObjectDescription } from '../../crm/crm.ts';
import type { RecordMap } from '../../crm/record-maps.ts';
import type { CrmConfig } from '../../domain/config.ts';
import type { ErasureLog } from '../../store/erasure-store.ts';
import type { QuarantineLog } from '../../store/quarantine-store.ts';
import type { HeldLease } from '../../store/sync-store.ts';
import type { StepContext } from '../context.ts';
import type { ReadCounts, RunWarning } from './ingest-report.ts';
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
  /** By code and reason. */
  readonly warnings: Map<string, RunWarning>;
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
    warnings: new Map(),
  };
}

/** Notes what a run should say although it goes on. */
export function warn({ warnings }: Tally, code: RunWarning['code'], reason: string): void {
  const key = `${code} ${reason}`;
  warnings.set(key, { code, reason, count: (warnings.get(key)?.count ?? 0) + 1 });
}

/** Reasons of warnings that a report names. */
const KEPT_WARNINGS = 20;

/** A tally as a run's report has it. */
export function countsOf({ needsIdCheck: _, warnings, ...counts }: Tally) {
  const kept = [...warnings.values()].slice(0, KEPT_WARNINGS);
  return { ...counts, ...(kept.length === 0 ? {} : { warnings: kept }) };
}
