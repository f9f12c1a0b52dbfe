import { measureCrms } from './crm-reading.ts';
import { measureLedger } from './ledger-folding.ts';
import { comparison } from './measure.ts';

/**
 * Ratios within one run, because absolute figures say more about the machine than about the code. Records are those
 * of this process's own processor time; the simulators run in another one.
 */
const crms = await measureCrms();
const tables = [
  comparison('Ledger: 100,000 rows', await measureLedger()),
  comparison('Salesforce: 10,000 leads in pages of 2,000', crms.salesforce),
  comparison('HubSpot: 10,000 contacts in pages of 100', crms.hubspot),
];
process.stdout.write(`${tables.join('\n\n')}\n`);
