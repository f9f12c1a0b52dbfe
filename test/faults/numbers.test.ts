import { expect, it, onTestFinished } from 'vitest';
import { toHubspotEntity } from '../../lib/crm/hubspot/records.ts';
import { toSalesforceEntity } from '../../lib/crm/salesforce/records.ts';
import { createSalesforceCrm } from '../../lib/crm/salesforce/salesforce-crm.ts';
import type { CrmRecord, Entity } from '../../lib/domain/entities.ts';
import { changePages, seed } from '../crm/hubspot/reading-all.ts';
import { anAccount } from '../crm/hubspot/test-account.ts';
import { evenRandom, instantClock, SIM, startScriptedOrg } from '../crm/salesforce/scripted-org.ts';
import { aConfig } from '../support/builders.ts';

const { salesforce, hubspot } = aConfig({ crm: { salesforce: {}, hubspot: {} } }).crm;
const AMOUNTS = ['9007199254740993', '1234567890123456.78', '-9007199254740993.01', '0.1', '300000'];

const amountOf = (entity: Entity | null | undefined) => (entity?.kind === 'deal' ? entity.amount : undefined);

it.each(AMOUNTS)('F33 an amount of %s in Salesforce keeps each digit', async (amount) => {
  const row = `{"attributes":{"type":"Opportunity"},"Id":"006000000000001AAA","SystemModstamp":"2026-01-05T00:00:00.000+0000","IsWon":true,"IsClosed":true,"StageName":"Closed Won","CloseDate":"2026-01-05","Amount":${amount}}`;
  const org = await startScriptedOrg(() => (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"totalSize":1,"done":true,"records":[${row}]}`);
  });
  onTestFinished(org.close);
  const names = ['Id', 'SystemModstamp', 'IsWon', 'IsClosed', 'StageName', 'CloseDate', 'Amount'];
  const fields = names.map((name) => ({ name, label: name, type: typeOf(name), isWritable: false }) as const);
  const options = { url: org.url, credentials: SIM, clock: instantClock(), random: evenRandom };
  const records: CrmRecord[] = [];

  const description = { object: 'Opportunity', fields };
  for await (const page of createSalesforceCrm(options).readChanges(description, null, { lookbackMs: 0 }))
    records.push(...page.records);

  expect(records.map((record) => amountOf(salesforce && toSalesforceEntity(record, salesforce)))).toEqual([
    amount,
  ]);
});

it.each(AMOUNTS)('F33 an amount of %s in HubSpot keeps each digit', async (amount) => {
  const test = await anAccount();
  seed(test, 'deals', { count: 1 });
  test.account.edit({ kind: 'update', object: 'deals', id: '1001', properties: { amount } });

  const [page] = await changePages(test.crm, 'deals', null);

  const entities = page?.records.map((record) => hubspot && toHubspotEntity(record, hubspot));
  expect(entities?.map(amountOf)).toEqual([amount]);
});

function typeOf(name: string) {
  if (name === 'SystemModstamp') return 'date-time';
  if (name === 'Amount') return 'number';
  return name.startsWith('Is') ? 'boolean' : 'text';
}
