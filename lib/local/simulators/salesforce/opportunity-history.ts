import { nextId, type Org } from './org.ts';
import type { StoredRow } from './value-types.ts';

const TRACKED = ['StageName', 'Amount', 'CloseDate', 'Probability', 'ForecastCategory', 'ExpectedRevenue'];

/** Salesforce keeps one row for each change of an opportunity's stage, amount, close date or probability. */
export function keepHistory(org: Org, object: string, before: StoredRow | undefined, after: StoredRow): void {
  if (object !== 'Opportunity') return;
  const isSame = TRACKED.every(
    (name) => (before?.values[name] ?? null) === (after.values[name] ?? null) && before !== undefined,
  );
  if (isSame) return;
  const tracked = Object.fromEntries(TRACKED.map((name) => [name, after.values[name] ?? null]));
  const stamp = after.values['SystemModstamp'] ?? null;
  const id = nextId(org, 'OpportunityHistory');
  org.store.put('OpportunityHistory', {
    id,
    values: {
      ...tracked,
      Id: id,
      OpportunityId: after.id,
      CreatedById: org.userId,
      CreatedDate: stamp,
      LastModifiedById: org.userId,
      LastModifiedDate: stamp,
      SystemModstamp: stamp,
      IsDeleted: false,
    },
  });
}
