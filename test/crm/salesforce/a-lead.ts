import { toId18 } from '../../../lib/crm/salesforce/record-id.ts';

/** Id of the n-th lead of a test. */
export function leadId(n: number): string {
  return toId18(`00Q${String(n).padStart(12, '0')}`);
}

/** The n-th lead of a test as a row of an export file. */
export function aLead(n: number, columns: Readonly<Record<string, string>> = {}) {
  return {
    Id: leadId(n),
    LastName: 'Sato',
    Company: 'Acme',
    Status: 'Open - Not Contacted',
    IsDeleted: 'false',
    CreatedDate: '2026-01-05T00:00:00.000Z',
    SystemModstamp: '2026-01-05T00:00:00.000Z',
    ...columns,
  };
}
