import { describe, expect, it } from 'vitest';
import { ingestCrm } from '../../lib/pipeline/ingest-crm.ts';
import { aConfig, aCrmRecord } from '../support/builders.ts';
import { FakeCrm } from '../support/fake-crm.ts';
import { aStepContext } from '../support/step-context.ts';

describe('a field that the config maps', () => {
  const lost = [
    aCrmRecord('salesforce/Opportunity/1', { fields: { Loss__c: 'price', StageName: 'Closed Lost' } }),
  ];

  it.each([
    ['vanished', 'field-absent'],
    ['was hidden', 'field-hidden'],
    ['was retyped', 'field-retyped'],
  ] as const)('stops its mapping and not the run when it %s', async (what, code) => {
    const config = aConfig({ crm: { salesforce: { lossReason: 'Loss__c' } } });
    const context = aStepContext({ config });
    const crm = new FakeCrm().hold(...lost);
    await ingestCrm(context, crm);
    if (code === 'field-hidden') crm.hiddenFields.add('Loss__c');
    crm.retype('Opportunity', 'Loss__c', what === 'was retyped' ? 'number' : undefined);

    const { runs } = await ingestCrm(context, crm);
    const again = await ingestCrm(context, crm);

    expect(runs[0]).toMatchObject({ status: 'complete', fieldIssues: [{ code, field: 'Loss__c' }] });
    expect(again.runs[0]?.fieldIssues).toMatchObject([{ code }]);
  });
});
