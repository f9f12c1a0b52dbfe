import type { Crm } from '../../../lib/crm/crm.ts';
import { HUBSPOT_OBJECT_OF } from '../../../lib/crm/hubspot/field-names.ts';
import { type CrmContractFixture, describeCrmContract } from '../crm-contract.ts';
import { contacts, startAccount } from './test-account.ts';

const ROWS = contacts(5, { jobtitle: 'CEO' });

describeCrmContract('HubSpot', async (): Promise<CrmContractFixture> => {
  const { crm, account, clock, close } = await startAccount({
    tables: { contacts: ROWS, deals: [], companies: [] },
  });
  return {
    crm: withoutCampaigns(crm),
    object: 'contacts',
    textField: 'jobtitle',
    liveIds: ROWS.map(({ id }) => id ?? ''),
    unknownId: '999999999999',
    advance: async (ms) => clock.advance(ms),
    loseNextAnswer: async () => void account.faults.arm({ name: 'reset-after', calls: 1 }),
    close,
  };
});

/** The suite counts every field, and HubSpot leaves those of campaigns out: here they count as unchanged. */
function withoutCampaigns(crm: Crm): Crm {
  return {
    ...crm,
    provision: async (fields) => {
      const report = await crm.provision(fields);
      const leftOut = fields.filter(({ on }) => HUBSPOT_OBJECT_OF[on] === undefined).map(({ stem }) => stem);
      return { ...report, unchanged: [...report.unchanged, ...leftOut] };
    },
  };
}
