import { nextId, type Org } from './org.ts';
import type { RecordChange } from './record-changes.ts';
import type { StoredRow } from './value-types.ts';

const TRACKED = ['StageName', 'Amount', 'CloseDate', 'Probability', 'ForecastCategory', 'ExpectedRevenue'];

/** Salesforce keeps one row for each change of an opportunity's stage, amount, close date or probability. */
export function keepHistory(org: Org, { object, kind, before, after }: RecordChange): void {
  if (object !== 'Opportunity' || kind === 'DELETE' || kind === 'UNDELETE') return;
  const isSame =
    before !== undefined &&
    TRACKED.every((name) => (before.values[name] ?? null) === (after.values[name] ?? null));
  if (!isSame) addRow(org, after, 'SystemModstamp');
}

/** The row of its creation for each opportunity of an export folder that brings no history. */
export function startHistory(org: Org): void {
  if (org.store.table('OpportunityHistory').size > 0) return;
  for (const row of org.store.table('Opportunity').list()) addRow(org, row, 'CreatedDate');
}

function addRow(org: Org, opportunity: StoredRow, stampField: 'SystemModstamp' | 'CreatedDate'): void {
  const { values } = opportunity;
  const tracked = Object.fromEntries(TRACKED.map((name) => [name, values[name] ?? null]));
  const stamp = values[stampField] ?? null;
  const id = nextId(org, 'OpportunityHistory');
  org.store.put('OpportunityHistory', {
    id,
    values: {
      ...tracked,
      ...('CurrencyIsoCode' in values ? { CurrencyIsoCode: values['CurrencyIsoCode'] ?? null } : {}),
      Id: id,
      OpportunityId: opportunity.id,
      CreatedById: org.userId,
      CreatedDate: stamp,
      SystemModstamp: stamp,
      IsDeleted: values['IsDeleted'] === true,
    },
  });
}
