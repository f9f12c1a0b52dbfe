import type { CrmConfig } from '../../domain/config.ts';
import type { CrmRecord, DayOrInstant, StageState } from '../../domain/entities.ts';
import { booleanOf, momentOf, textOf } from './record-values.ts';

/** Whether `list` names `word`; picklists of Salesforce do not tell case apart. */
export function isListed(list: readonly string[] | undefined, word: string | null): boolean {
  return word !== null && (list ?? []).some((entry) => entry.toLowerCase() === word.toLowerCase());
}

/**
 * The stages a lead has entered, as far as the record tells: it holds its status of today, not its history, so an
 * entry is dated by the record's creation and flagged `inferred`. Later statuses imply the earlier stage.
 */
export function leadStages(
  record: CrmRecord,
  config: CrmConfig,
  createdAt: DayOrInstant | null,
): { readonly mql: StageState; readonly sql: StageState } {
  const { statuses } = config;
  const status = textOf(record, 'Status');
  const isConverted = booleanOf(record, 'IsConverted');
  const isSqlStatus = isListed(statuses.sql, status);
  const isMql = isListed(statuses.mql, status) || isSqlStatus || isConverted;
  return {
    mql: statuses.mql === undefined ? 'not-mapped' : isMql ? inferredAt(createdAt) : 'not-reached',
    sql: isSqlStatus
      ? inferredAt(createdAt)
      : isConverted
        ? convertedEntry(record, { createdAt, isSkipped: statuses.sql !== undefined })
        : 'not-reached',
  };
}

/** Conversion is the SQL stage where no status is mapped; where one is, it was skipped and takes this later date. */
function convertedEntry(
  record: CrmRecord,
  { createdAt, isSkipped }: { readonly createdAt: DayOrInstant | null; readonly isSkipped: boolean },
): StageState {
  const at = momentOf(record, 'ConvertedDate');
  return at === null ? inferredAt(createdAt) : { at, inferred: isSkipped };
}

function inferredAt(at: DayOrInstant | null): StageState {
  return at === null ? 'not-reached' : { at, inferred: true };
}
