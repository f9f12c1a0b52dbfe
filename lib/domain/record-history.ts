import type { DayOrInstant, RecordRef } from './entities.ts';

/** An earlier or present value of a tracked field, as the CRM's own history has it. */
export interface StageChange {
  readonly kind: 'stage-change';
  /** The history row; for a history kept inside a record, the record itself. */
  readonly ref: RecordRef;
  /** The lead, contact or deal whose field it was. */
  readonly of: RecordRef;
  readonly field: 'stage' | 'status' | 'amount' | 'close-date';
  readonly value: string | null;
  /** Instant at which the value was set. */
  readonly at: DayOrInstant;
}

/** Stages that a CRM's own words stand for, by the config or by the CRM's default. */
export const STAGE_MEANINGS = ['mql', 'sql', 'valid'] as const;
export type StageMeaning = (typeof STAGE_MEANINGS)[number];

/** A merge: what `from` named is `into` now, for ever. */
export interface RecordMerge {
  readonly from: RecordRef;
  readonly into: RecordRef;
}
