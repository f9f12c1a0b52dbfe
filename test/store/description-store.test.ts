import { describe, expect, it } from 'vitest';
import { loadDescription, saveDescription } from '../../lib/store/description-store.ts';
import { MemoryTable } from '../support/memory-table.ts';

const LEAD = { crm: 'salesforce', object: 'Lead' };

describe('descriptions', () => {
  it('come back sorted, with what matters of each field', async () => {
    const table = new MemoryTable();
    const b = { name: 'B', isWritable: true, label: 'Bee' };

    await saveDescription(table, LEAD, { fields: [b, { name: 'A', isWritable: false }] });

    expect(await loadDescription(table, 'salesforce', 'Lead')).toEqual({
      fields: [
        { name: 'A', isWritable: false },
        { name: 'B', isWritable: true },
      ],
    });
  });

  it('are undefined before the first run', async () => {
    const table = new MemoryTable();

    expect(await loadDescription(table, 'salesforce', 'Lead')).toBeUndefined();
  });

  it('keep types and the issues of mapped fields', async () => {
    const table = new MemoryTable();
    const issue = {
      code: 'field-hidden',
      key: 'crm.salesforce.lossReason',
      field: 'Loss__c',
      detail: 'Lead.Loss__c is hidden',
    } as const;
    const field = { name: 'A', isWritable: false, type: 'date', isComputed: true };

    await saveDescription(table, LEAD, { fields: [field], issues: [issue] });

    expect(await loadDescription(table, 'salesforce', 'Lead')).toEqual({ fields: [field], issues: [issue] });
  });
});
