import { describe, expect, it } from 'vitest';
import type { CrmRecord } from '../../../lib/domain/entities.ts';
import { computeKpis } from '../../../lib/pipeline/compute-kpis.ts';
import { ingestCrm } from '../../../lib/pipeline/ingest-crm.ts';
import { planWriteBack } from '../../../lib/pipeline/write-back/plan.ts';
import { aConfig, aCrmRecord, ref } from '../../support/builders.ts';
import { FakeCrm } from '../../support/fake-crm.ts';
import { aStepContext } from '../../support/step-context.ts';

const EMAIL = 'a@x.jp';
const LEAD = aCrmRecord('salesforce/Lead/1', {
  fields: { Email: EMAIL, LeadSource: 'Webinar', RevLoop_Channel__c: null },
});
const CONTACT = aCrmRecord('hubspot/contacts/1', {
  fields: { email: EMAIL, hs_analytics_source: 'ORGANIC_SEARCH', revloop_channel: '' },
});
const HUBSPOT_DEAL = aCrmRecord('hubspot/deals/1', {
  fields: {
    dealname: 'Plan',
    amount: '100',
    hs_is_closed_won: 'true',
    closedate: '2026-02-01',
    revloop_channel: null,
  },
  links: [
    { to: ref('hubspot/contacts/1'), isPrimary: true },
    { to: ref('hubspot/companies/1'), isPrimary: true },
  ],
});
const HUBSPOT_COMPANY = aCrmRecord('hubspot/companies/1', {
  fields: { name: 'Acme', revloop_revenue_to_date: null },
});

describe('writeTargets', () => {
  it('writes a person where sales works leads, and in one CRM only', async () => {
    const refs = await planned([LEAD, CONTACT]);

    expect(refs).toEqual(['salesforce/Lead/1']);
  });

  it('writes a person who is in HubSpot only there', async () => {
    const refs = await planned([CONTACT]);

    expect(refs).toEqual(['hubspot/contacts/1']);
  });

  it.each([
    ['converted', { ...LEAD, fields: { ...LEAD.fields, IsConverted: true, ConvertedContactId: '9' } }],
    ['deleted', { ...LEAD, deleted: true }],
  ])('leaves a lead alone that is %s', async (_case, lead) => {
    expect(await planned([lead])).toEqual([]);
  });

  it('writes deals and companies in the system of record only', async () => {
    const records = [CONTACT, HUBSPOT_DEAL, HUBSPOT_COMPANY];

    const asCopy = await planned(records);
    const asSystem = await planned(records, { systemOfRecord: { deals: 'hubspot' } });

    expect(asCopy).toEqual(['hubspot/contacts/1']);
    expect(asSystem).toEqual(['hubspot/companies/1', 'hubspot/deals/1']);
  });

  it.each([
    [true, ['salesforce/Campaign/1']],
    [false, []],
  ])('writes a campaign while it runs: %s', async (IsActive, expected) => {
    const campaign = aCrmRecord('salesforce/Campaign/1', {
      fields: { Name: 'Expo', IsActive, RevLoop_Won_12M__c: null },
    });

    expect(await planned([campaign])).toEqual(expected);
  });
});

/** The records that a plan over these would write. */
async function planned(
  records: readonly CrmRecord[],
  config: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const context = aStepContext({ config: aConfig(config) });
  for (const name of ['salesforce', 'hubspot'] as const) {
    const crm = new FakeCrm({ name }).hold(...records.filter((record) => record.crm === name));
    await ingestCrm(context, crm);
  }
  await computeKpis(context);
  const { records: targets } = await planWriteBack(context);
  return targets.map(({ crm, object, id }) => `${crm}/${object}/${id}`);
}
