import type { Org } from './org.ts';
import type { Refusal } from './salesforce-errors.ts';

/** Spends an armed `row-lock` fault: another transaction holds the record or its parent. */
export function takeRowLock(org: Org, object: string, id: string): Refusal | undefined {
  if (org.faults.take(['row-lock'], object) === undefined) return undefined;
  return {
    code: 'UNABLE_TO_LOCK_ROW',
    message: `unable to obtain exclusive access to this record or 1 records: ${id}`,
    fields: [],
  };
}
