import { describeCrmContract } from '../crm-contract.ts';
import { aLead, leadId } from './a-lead.ts';
import { startSimulatedOrg } from './simulated-org.ts';

const STAMPS = [
  '2026-01-05T00:00:00.000Z',
  '2026-01-05T00:00:00.000Z',
  '2026-02-05T00:00:00.000Z',
  '2026-03-05T00:00:00.000Z',
];

describeCrmContract('Salesforce', async () => {
  const leads = STAMPS.map((SystemModstamp, i) => aLead(i, { SystemModstamp }));
  const org = await startSimulatedOrg({ Lead: leads });
  return {
    crm: org.crm,
    object: 'Lead',
    textField: 'Description',
    liveIds: leads.map((lead) => lead.Id),
    unknownId: leadId(99),
    advance: async (ms) => org.clock.advance(ms),
    loseNextAnswer: async () => org.arm('reset-after'),
    close: org.close,
  };
});
