import { afterEach, describe, expect, it } from 'vitest';
import { FIELDS } from '../../../lib/crm/fields.ts';
import { createSalesforceCrm } from '../../../lib/crm/salesforce/salesforce-crm.ts';
import {
  evenRandom,
  instantClock,
  page,
  refusal,
  type ScriptedOrg,
  type SeenCall,
  SIM,
  type Step,
  startScriptedOrg,
} from './scripted-org.ts';

let org: ScriptedOrg;
afterEach(() => org.close());

const DEAL_FIELDS = FIELDS.filter((field) => field.on === 'deal').slice(0, 2);
const SEEN = { name: 'RevLoop_Channel__c', type: 'string', updateable: true };

/** An org whose opportunities show `fields`, and whose permission set holds `grants` (null: there is none). */
function anOrg(state: {
  readonly fields?: readonly object[];
  readonly grants?: string | null;
  readonly results?: readonly string[];
}) {
  const { fields = [], grants = null, results = [] } = state;
  return (call: SeenCall): Step => {
    if (call.path.endsWith('/describe')) {
      return call.path.includes('Opportunity') ? { json: { fields } } : refusal(404, 'NOT_FOUND');
    }
    if (call.body.includes('<readMetadata>'))
      return soap(
        'readMetadata',
        [grants === null ? '<records xsi:nil="true"/>' : `<records>${grants}</records>`].join(''),
      );
    if (call.body.includes('CustomField')) return soap('upsertMetadata', '', results);
    if (call.body.includes('PermissionSet"'))
      return soap('upsertMetadata', '', [success('RevLoop_Integration')]);
    if (call.path.endsWith('/userinfo')) return { json: { user_id: '005' } };
    if (call.path.includes('/query')) return page([{ Id: '0PS' }]);
    return refusal(400, 'DUPLICATE_VALUE', 'Duplicate PermissionSetAssignment.');
  };
}

const success = (name: string, created = true) =>
  `<result><created>${created}</created><fullName>${name}</fullName><success>true</success></result>`;
const failure = (name: string, message: string) =>
  `<result><errors><message>${message}</message><statusCode>X</statusCode></errors><fullName>${name}</fullName><success>false</success></result>`;
const soap =
  (method: string, records: string, results: readonly string[] = []): Step =>
  (response) => {
    const inner = records === '' ? results.join('') : `<result>${records}</result>`;
    const body = `<s:Envelope xmlns:s="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Body><${method}Response>${inner}</${method}Response></s:Body></s:Envelope>`;
    response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
  };

async function provision(script: (call: SeenCall) => Step, fields = DEAL_FIELDS) {
  org = await startScriptedOrg(script);
  const crm = createSalesforceCrm({
    url: org.url,
    credentials: SIM,
    clock: instantClock(),
    random: evenRandom,
  });
  return crm.provision(fields);
}

const CHANNEL = 'Opportunity.RevLoop_Channel__c';
const CAC = 'Opportunity.RevLoop_Channel_CAC__c';
const upsertOf = (type: string) =>
  org.calls.find((call) => call.body.includes(`<upsertMetadata><metadata xsi:type="${type}"`))?.body ?? '';

describe('provisioning', () => {
  it('creates and grants what is missing and leaves the rest', async () => {
    const report = await provision(anOrg({ fields: [SEEN], results: [success(CAC)] }));

    expect(report).toEqual({ created: [CAC], granted: [], unchanged: [CHANNEL], failed: [] });
    expect(upsertOf('CustomField')).toContain(
      `<fullName>${CAC}</fullName><label>Channel CAC</label><description>チャネルCAC: `,
    );
    expect(upsertOf('PermissionSet')).toContain(
      `<field>${CAC}</field><editable>true</editable><readable>true</readable>`,
    );
  });

  it('keeps what the permission set granted before', async () => {
    const grants =
      '<fullName>RevLoop_Integration</fullName><label>RevLoop</label><fieldPermissions><editable>false</editable><field>Lead.Other__c</field><readable>true</readable></fieldPermissions><objectPermissions><allowRead>true</allowRead><object>Lead</object></objectPermissions>';

    await provision(anOrg({ fields: [SEEN], grants, results: [success(CAC)] }));

    expect(upsertOf('PermissionSet')).toContain('<field>Lead.Other__c</field>');
    expect(upsertOf('PermissionSet')).toContain('<object>Lead</object>');
  });

  it('calls a field granted that existed but was hidden', async () => {
    const report = await provision(anOrg({ fields: [SEEN], results: [success(CAC, false)] }));

    expect(report).toMatchObject({ created: [], granted: [CAC] });
  });

  it('grants a field that may only be read', async () => {
    const readOnly = { ...SEEN, updateable: false };

    const report = await provision(anOrg({ fields: [readOnly] }), DEAL_FIELDS.slice(0, 1));

    expect(report).toMatchObject({ created: [], granted: [CHANNEL] });
  });

  it('names the fields that fail and goes on with the others', async () => {
    const results = [failure(CHANNEL, 'label is taken'), success(CAC)];
    const person = FIELDS.filter((field) => field.on === 'person').slice(0, 1);

    const report = await provision(anOrg({ results }), [...DEAL_FIELDS, ...person]);

    expect(report).toMatchObject({ created: [CAC], unchanged: [] });
    expect(report.failed.map(({ field }) => field)).toEqual(['Lead.RevLoop_Channel__c', CHANNEL]);
    expect(report.failed[1]?.reason).toBe('label is taken');
  });

  it('makes no metadata call when nothing is missing', async () => {
    const report = await provision(anOrg({ fields: [SEEN] }), DEAL_FIELDS.slice(0, 1));

    expect(report).toEqual({ created: [], granted: [], unchanged: [CHANNEL], failed: [] });
    expect(org.calls).toHaveLength(1);
  });

  it('sends at most ten fields in one call', async () => {
    const many = FIELDS.filter((field) => field.on === 'deal');
    const twelve = [...many, ...many].slice(0, 12);

    await provision(anOrg({ results: Array.from({ length: 10 }, () => success(CAC)) }), twelve);

    const counts = org.calls.map((call) => call.body.split('xsi:type="CustomField"').length - 1);
    expect(counts.filter((count) => count > 0)).toEqual([10, 2]);
  });
});
