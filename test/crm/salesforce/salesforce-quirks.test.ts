import { afterEach, describe, expect, it } from 'vitest';
import type { ChangePage, Crm, Cursor } from '../../../lib/crm/crm.ts';
import { FIELDS } from '../../../lib/crm/fields.ts';
import { aLead, leadId } from './a-lead.ts';
import { type SimulatedOrg, startSimulatedOrg } from './simulated-org.ts';

let org: SimulatedOrg;
afterEach(() => org.close());

const leads = (count: number) => Array.from({ length: count }, (_, i) => aLead(i));
const QUERY_ALL = 'GET /services/data/v{version}/queryAll';

async function readAll(
  crm: Crm,
  object: string,
  cursor: Cursor | null = null,
): Promise<readonly ChangePage[]> {
  const pages: ChangePage[] = [];
  const description = await crm.describe(object);
  for await (const page of crm.readChanges(description, cursor, { lookbackMs: 60_000 })) pages.push(page);
  return pages;
}

/** A call of somebody else, as the vendor's own tools would make it. */
async function callVendor(method: string, path: string, body?: object): Promise<void> {
  const form = { grant_type: 'client_credentials', client_id: 'sim-other', client_secret: 'sim-other' };
  const token = await fetch(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token } = JSON.parse(await token.text());
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${org.url}/services/data/v66.0${path}`, init);
  expect(response.ok).toBe(true);
}

describe('Salesforce, read in pages', () => {
  it.each([
    [0, 1],
    [1999, 1],
    [2000, 1],
    [4100, 3],
  ])('S9 gives %i records with one stamp once each, in %i queries', async (count, queries) => {
    org = await startSimulatedOrg({ Lead: leads(count) });

    const pages = await readAll(org.crm, 'Lead');

    const ids = pages.flatMap((page) => page.records).map((record) => record.id);
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
    expect(org.calls('Lead')[QUERY_ALL]).toBe(queries);
  });

  it('reads an object whose export has no stamps', async () => {
    const User = [{ Id: '005wi5iqUR4GoH8AYK', Username: 'a@example.com', Name: 'A', Email: 'a@example.com' }];
    org = await startSimulatedOrg({ User });

    const [page] = await readAll(org.crm, 'User');

    expect(page?.records.find((record) => record.id === User[0]?.Id)?.fields['Name']).toBe('A');
  });

  it('shows a deleted record as deleted and counts it no more', async () => {
    org = await startSimulatedOrg({ Lead: leads(2) });
    const before = await readAll(org.crm, 'Lead');
    org.clock.advance(3_600_000);
    await callVendor('DELETE', `/sobjects/Lead/${leadId(1)}`);

    const pages = await readAll(org.crm, 'Lead', before.at(-1)?.cursor);

    const deleted = pages.flatMap((page) => page.records).filter((record) => record.deleted);
    expect(deleted.map((record) => record.id)).toEqual([leadId(1)]);
    expect(await org.crm.count('Lead')).toBe(1);
    expect(await org.crm.readByIds(await org.crm.describe('Lead'), [leadId(1)], { withLinks: true })).toEqual(
      [undefined],
    );
  });

  it('says that an object is absent', async () => {
    org = await startSimulatedOrg({});

    await expect(org.crm.describe('Nothing__c')).rejects.toMatchObject({
      failure: 'permission',
      message: 'object Nothing__c does not exist in this org or is hidden from the integration user',
    });
  });
});

describe('Salesforce, when it fails', () => {
  it.each([
    'server-unavailable',
    'server-error',
    'reset-before',
    'reset-after',
    'truncated-body',
    'html-page',
    'session-expired',
  ])('F22 F24 F28 is read to the end in spite of one %s', async (fault) => {
    org = await startSimulatedOrg({ Lead: leads(3) });
    await org.crm.count('Lead');
    org.arm(fault, { object: 'Lead' });

    const pages = await readAll(org.crm, 'Lead');

    expect(pages.flatMap((page) => page.records)).toHaveLength(3);
  });

  it.each([
    ['session-expired', 2, 'auth'],
    ['request-limit', 1, 'quota'],
    ['html-page', 9, 'corrupt'],
    ['truncated-body', 9, 'corrupt'],
    ['reset-before', 9, 'transient'],
  ])('names lasting %s', async (fault, calls, failure) => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    await org.crm.count('Lead');
    org.arm(fault, { calls, object: 'Lead' });

    await expect(org.crm.count('Lead')).rejects.toMatchObject({ name: 'CrmFailure', failure });
  });

  it.each([
    ['session-expired', ['applied']],
    ['reset-after', ['unknown']],
    ['truncated-body', ['unknown']],
    ['html-page', ['unknown']],
    ['server-error', ['unknown']],
    ['row-lock', ['rejected']],
  ])('has for a write during %s the outcome %j', async (fault, expected) => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    await org.crm.count('Lead');
    org.arm(fault);

    const outcomes = await org.crm.write('Lead', [{ id: leadId(0), fields: { Description: 'x' } }]);

    expect(outcomes.map((outcome) => outcome.status)).toEqual(expected);
  });

  it.each([
    ['request-limit', 'quota'],
    ['server-unavailable', 'throttled'],
  ])('throws for a write refused by %s', async (fault, failure) => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    await org.crm.count('Lead');
    org.arm(fault);

    const write = org.crm.write('Lead', [{ id: leadId(0), fields: { Description: 'x' } }]);

    await expect(write).rejects.toMatchObject({ failure });
  });
});

describe('Salesforce, written', () => {
  it('S8 calls a locked row worth another try', async () => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    org.arm('row-lock');

    const [outcome] = await org.crm.write('Lead', [{ id: leadId(0), fields: { Description: 'x' } }]);

    expect(outcome).toMatchObject({ status: 'rejected', code: 'UNABLE_TO_LOCK_ROW', retryable: true });
  });

  it('S7 refuses a converted lead for good', async () => {
    const converted = { IsConverted: 'true', Status: 'Closed - Converted', ConvertedDate: '2026-01-06' };
    org = await startSimulatedOrg({ Lead: [aLead(0, converted)] });

    const [outcome] = await org.crm.write('Lead', [{ id: leadId(0), fields: { Description: 'x' } }]);

    expect(outcome).toMatchObject({
      status: 'rejected',
      code: 'CANNOT_UPDATE_CONVERTED_LEAD',
      retryable: false,
    });
  });

  it('X5 takes ids of 15 characters', async () => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    const id = leadId(0).slice(0, 15);

    const outcomes = await org.crm.write('Lead', [{ id, fields: { Description: 'x' } }]);

    const [record] = await org.crm.readByIds(await org.crm.describe('Lead'), [id], { withLinks: true });
    expect(outcomes).toEqual([{ status: 'applied' }]);
    expect(record).toMatchObject({ id: leadId(0), fields: { Description: 'x' } });
  });

  it('grants a field that exists but that nobody may see', async () => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    const field = 'RevLoop_Channel__c';
    const Metadata = { type: 'Text', label: 'Acquisition Channel', length: 80 };
    await callVendor('POST', '/tooling/sobjects/CustomField', { FullName: `Lead.${field}`, Metadata });
    const isVisible = async () => (await org.crm.describe('Lead')).fields.some(({ name }) => name === field);
    const wasVisible = await isVisible();

    const report = await org.crm.provision(FIELDS.filter((definition) => definition.on === 'person'));

    expect(wasVisible).toBe(false);
    expect(report.granted).toEqual([`Lead.${field}`]);
    expect(await isVisible()).toBe(true);
  });

  it('reads provisioned fields back as they were written', async () => {
    org = await startSimulatedOrg({ Lead: leads(1) });
    await org.crm.provision(FIELDS.filter((definition) => definition.on === 'person'));
    const fields = {
      RevLoop_Channel__c: 'セミナー',
      RevLoop_Lead_Rank__c: 'hot',
      RevLoop_Source_Win_Rate__c: 4.2,
      RevLoop_Handoff_Due__c: '2026-11-04T01:00:00.000Z',
    };

    const outcomes = await org.crm.write('Lead', [{ id: leadId(0), fields }]);

    const [record] = await org.crm.readByIds(await org.crm.describe('Lead'), [leadId(0)], {
      withLinks: true,
    });
    expect(outcomes).toEqual([{ status: 'applied' }]);
    expect(record?.fields).toMatchObject(fields);
  });
});
