import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, DayOrInstant, StageState } from '../../domain/entities.ts';
import { firstDate, textOf } from './record-values.ts';

/** HubSpot's default order; `other` is off the path and counts as not reached. */
const ORDER: readonly string[] = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
];
const OFF_PATH = 'other';

export function mqlOf(record: CrmRecord, config: CrmConfig, createdAt: DayOrInstant | null): StageState {
  return stateOf(record, {
    stage: 'marketingqualifiedlead',
    mapped: config.statuses.mql,
    later: [],
    createdAt,
  });
}

/** A skipped SQL takes the next stage's date. */
export function sqlOf(record: CrmRecord, config: CrmConfig, createdAt: DayOrInstant | null): StageState {
  const later = ['opportunity', 'customer'];
  return stateOf(record, { stage: 'salesqualifiedlead', mapped: config.statuses.sql, later, createdAt });
}

export function isCustomer(record: CrmRecord): boolean {
  return rankOf(textOf(record, 'lifecyclestage')) >= ORDER.indexOf('customer');
}

/** Whether a lifecycle stage is this one or a later one; a stage of the account's own is neither. */
export function isAtLeast(stage: string, least: string): boolean {
  return rankOf(stage) >= ORDER.indexOf(least);
}

interface Question {
  readonly stage: string;
  /** Lifecycle stages or lead statuses of the account's own that mean the same. */
  readonly mapped: readonly string[] | undefined;
  readonly later: readonly string[];
  readonly createdAt: DayOrInstant | null;
}

/** A date proves the entry, also where the record was moved back since. */
function stateOf(record: CrmRecord, { stage, mapped, later, createdAt }: Question): StageState {
  const entered = enteredAt(record, stage);
  if (entered !== null) return { at: entered, inferred: false };
  const current = textOf(record, 'lifecyclestage');
  const words = [current, textOf(record, 'hs_lead_status')];
  const isMapped = words.some((word) => word !== null && mapped?.includes(word) === true);
  if (!isMapped && rankOf(current) < ORDER.indexOf(stage))
    return isUnknown(current) ? 'not-mapped' : 'not-reached';
  const at = later.map((next) => enteredAt(record, next)).find((date) => date !== null) ?? createdAt;
  return at === null ? 'not-mapped' : { at, inferred: true };
}

/** HubSpot keeps the date of entry under two names, older and newer. */
function enteredAt(record: CrmRecord, stage: string): DayOrInstant | null {
  return firstDate(record, `hs_lifecyclestage_${stage}_date`, `hs_v2_date_entered_${stage}`);
}

/** -1 for none, for `other` and for an account's own stages. */
function rankOf(stage: string | null): number {
  return ORDER.indexOf(stage ?? '');
}

/** A stage that the account made itself: where it stands in the order is unknown. */
function isUnknown(stage: string | null): boolean {
  return stage !== null && stage !== OFF_PATH && rankOf(stage) < 0;
}
