import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, type Exported, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const OLD = '2026-01-01T00:00:00.000Z';
const ANN = '00QAAAAAAAAAAAA001';
const ACME = '001AAAAAAAAAAAA001';
const CLARA = '003AAAAAAAAAAAA001';
const DEAL = '006AAAAAAAAAAAA001';
const SPRING = '701AAAAAAAAAAAA001';
const GONE = '005AAAAAAAAAAAA009';

const EXPORTED: Exported = {
  User: `Id,LastName,IsActive\n${GONE},Gone,false\n`,
  Lead: `Id,LastName,Company,Email,Status,SystemModstamp\n${ANN},Sato,Acme,ann@x.example,Working - Contacted,${OLD}\n`,
  Account: `Id,Name,Key__c,SystemModstamp\n${ACME},Acme,K1,${OLD}\n`,
  Contact: `Id,LastName,Email,AccountId,SystemModstamp\n${CLARA},Clara,clara@x.example,${ACME},${OLD}\n`,
  Opportunity: `Id,Name,StageName,CloseDate,Amount,AccountId,HasOpportunityLineItem,SystemModstamp
${DEAL},Deal,Prospecting,2026-06-30,100,${ACME},true,${OLD}
`,
  OpportunityContactRole: `Id,OpportunityId,ContactId,IsPrimary,SystemModstamp\n00KAAAAAAAAAAAA001,${DEAL},${CLARA},true,${OLD}\n`,
  Campaign: `Id,Name,SystemModstamp\n${SPRING},Spring,${OLD}\n`,
};

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg(EXPORTED);
});
afterEach(() => org.close());

const post = (object: string, values: object) => call(org.url, 'POST', `/sobjects/${object}`, values);
const patch = (object: string, id: string, values: object) =>
  call(org.url, 'PATCH', `/sobjects/${object}/${id}`, values);

async function rows(soql: string, resource = 'query'): Promise<unknown> {
  const { body } = await call(org.url, 'GET', queryPath(soql, resource));
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records))
    return body;
  return body.records.map(({ attributes, ...fields }: Record<string, unknown>) => fields);
}

describe('a validation rule', () => {
  it('refuses what its formula holds for, in its own words', async () => {
    org.edit({
      verb: 'add-validation-rule',
      object: 'Opportunity',
      name: 'amount',
      formula: 'ISPICKVAL(StageName, "Closed Won") && Amount < 1000',
      message: '金額が小さすぎます',
      field: 'Amount',
    });

    const refused = await patch('Opportunity', DEAL, { StageName: 'Closed Won' });
    const passed = await patch('Opportunity', DEAL, { StageName: 'Qualification' });

    expect(refused.body).toEqual([
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '金額が小さすぎます', fields: ['Amount'] },
    ]);
    expect(passed.status).toBe(204);
  });

  it('knows what a record was before, and ends with its removal', async () => {
    const formula = 'NOT(ISNEW()) && ISCHANGED(Company) && PRIORVALUE(Company) = "Acme"';
    org.edit({ verb: 'add-validation-rule', object: 'Lead', name: 'keep', formula, message: 'keep Acme' });

    const refused = await patch('Lead', ANN, { Company: 'B' });
    const passed = await patch('Lead', ANN, { Phone: '1' });
    org.edit({ verb: 'remove-rule', name: 'keep' });

    expect(refused.status).toBe(400);
    expect(passed.status).toBe(204);
    expect((await patch('Lead', ANN, { Company: 'B' })).status).toBe(204);
  });
});

describe('a duplicate rule', () => {
  const clone = { LastName: 'Sato', Company: 'Acme', Email: 'ANN@x.example' };
  const addRule = (allowSave: boolean) =>
    org.edit({
      verb: 'add-duplicate-rule',
      object: 'Lead',
      name: 'same-email',
      matchOn: ['Email'],
      allowSave,
    });
  const create = (version: string, header: Record<string, string> = {}) =>
    fetch(`${org.url}/services/data/v${version}/sobjects/Lead`, {
      method: 'POST',
      headers: { authorization: 'Bearer sim-token', ...header },
      body: JSON.stringify(clone),
    });

  it.each([
    ['54.0', 'duplicateResut'],
    ['66.0', 'duplicateResult'],
  ])('tells in version %s under %s which records match', async (version, key) => {
    addRule(true);

    const response = await create(version);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject([
      {
        errorCode: 'DUPLICATES_DETECTED',
        message: 'Use one of these records?',
        [key]: {
          allowSave: true,
          duplicateRule: 'same-email',
          matchResults: [{ matchRecords: [{ record: { Id: ANN } }], size: 1 }],
        },
      },
    ]);
  });

  it('is passed by the header only where it lets one save', async () => {
    addRule(true);
    const saved = await create('66.0', { 'sforce-duplicate-rule-header': 'allowSave=true' });
    addRule(false);
    const blocked = await create('66.0', { 'sforce-duplicate-rule-header': 'allowSave=true' });

    expect(saved.status).toBe(201);
    expect(blocked.status).toBe(400);
  });

  it('leaves its matches out of an item of a collection', async () => {
    addRule(true);

    const { body } = await call(org.url, 'POST', '/composite/sobjects', {
      records: [{ attributes: { type: 'Lead' }, ...clone }],
    });

    expect(body).toEqual([
      {
        success: false,
        errors: [{ statusCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', fields: [] }],
      },
    ]);
  });
});

describe('a lock', () => {
  it('on a parent refuses writes to its children for as many calls as it says', async () => {
    org.edit({ verb: 'lock', id: ACME, calls: 1 });

    const refused = await patch('Contact', CLARA, { Phone: '1' });
    const again = await patch('Contact', CLARA, { Phone: '1' });

    expect(refused.body).toMatchObject([
      {
        errorCode: 'UNABLE_TO_LOCK_ROW',
        message: `unable to obtain exclusive access to this record or 1 records: ${ACME}`,
      },
    ]);
    expect(again.status).toBe(204);
  });

  it('inside a trigger is wrapped, and holds until it is let go', async () => {
    org.edit({ verb: 'lock', id: SPRING, wrapped: true });
    const member = { CampaignId: SPRING, ContactId: CLARA };

    const refused = await post('CampaignMember', member);
    const still = await post('CampaignMember', member);
    org.edit({ verb: 'unlock', id: SPRING });

    expect(refused.body).toMatchObject([
      {
        errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        message: expect.stringContaining('UNABLE_TO_LOCK_ROW'),
      },
    ]);
    expect(still.status).toBe(400);
    expect((await post('CampaignMember', member)).status).toBe(201);
  });
});

describe('campaign members', () => {
  it('are one for each person of a campaign, and respond by their status', async () => {
    const member = { CampaignId: SPRING, LeadId: ANN, Status: 'Responded' };

    const first = await post('CampaignMember', member);
    const second = await post('CampaignMember', { ...member, Status: 'Sent' });

    expect(first.status).toBe(201);
    expect(second.body).toMatchObject([
      { errorCode: 'DUPLICATE_VALUE', message: 'Already a campaign member.' },
    ]);
    expect(await rows('SELECT HasResponded, FirstRespondedDate FROM CampaignMember')).toEqual([
      { HasResponded: true, FirstRespondedDate: '2026-04-01' },
    ]);
    expect(await rows('SELECT NumberOfLeads, NumberOfResponses, SystemModstamp FROM Campaign')).toEqual([
      { NumberOfLeads: 1, NumberOfResponses: 1, SystemModstamp: '2026-01-01T00:00:00.000+0000' },
    ]);
  });

  it('may join again after they were removed', async () => {
    const member = { CampaignId: SPRING, LeadId: ANN };
    const first = await post('CampaignMember', member);
    await call(org.url, 'DELETE', `/sobjects/CampaignMember/${String(Object(first.body).id)}`);

    expect((await post('CampaignMember', member)).status).toBe(201);
  });
});

describe('opportunities', () => {
  it('keep the amount of their line items, whatever is written', async () => {
    const written = await patch('Opportunity', DEAL, { Amount: 999 });

    expect(written.status).toBe(204);
    expect(await rows('SELECT Amount FROM Opportunity')).toEqual([{ Amount: 100 }]);
  });

  it('have one primary contact, the one set last', async () => {
    const created = await post('Contact', { LastName: 'Dora' });
    const contactId = String(Object(created.body).id);

    await post('OpportunityContactRole', { OpportunityId: DEAL, ContactId: contactId, IsPrimary: true });

    expect(await rows('SELECT ContactId FROM OpportunityContactRole WHERE IsPrimary = true')).toEqual([
      { ContactId: contactId },
    ]);
  });

  it('are not given to a user who is inactive', async () => {
    const written = await patch('Opportunity', DEAL, { OwnerId: GONE });

    expect(written.body).toMatchObject([{ errorCode: 'INACTIVE_OWNER_OR_USER' }]);
  });
});

describe('a lookup named by a key of its parent', () => {
  it('finds the parent, and says which key it does not find', async () => {
    org.edit({
      verb: 'define-field',
      object: 'Account',
      field: 'Key__c',
      metadata: { label: 'Key', type: 'Text', length: 20, externalId: true, unique: true },
    });

    const found = await post('Contact', { LastName: 'E', Account: { Key__c: 'K1' } });
    const lost = await post('Contact', { LastName: 'F', Account: { Key__c: 'K9' } });

    expect(found.status).toBe(201);
    expect(await rows("SELECT AccountId FROM Contact WHERE LastName = 'E'")).toEqual([{ AccountId: ACME }]);
    expect(lost.body).toMatchObject([
      {
        errorCode: 'INVALID_FIELD',
        message: 'Foreign key external ID: k9 not found for field Key__c in entity Account',
      },
    ]);
  });
});

describe('activities', () => {
  it('close by their status and roll up to the account of their contact', async () => {
    await post('Task', { Subject: 'Call', WhoId: CLARA, Status: 'Completed' });
    await post('Event', {
      Subject: 'Demo',
      WhatId: DEAL,
      ActivityDateTime: '2026-04-02T01:00:00.000Z',
      DurationInMinutes: 30,
    });

    expect(await rows('SELECT IsClosed, AccountId, Priority FROM Task')).toEqual([
      { IsClosed: true, AccountId: ACME, Priority: 'Normal' },
    ]);
    expect(await rows('SELECT EndDateTime, ActivityDate, AccountId FROM Event')).toEqual([
      { EndDateTime: '2026-04-02T01:30:00.000+0000', ActivityDate: '2026-04-02', AccountId: ACME },
    ]);
  });

  it('that are archived are found by queryAll only', async () => {
    const created = await post('Task', { Subject: 'Call', WhoId: CLARA });
    org.edit({ verb: 'archive', object: 'Task', id: String(Object(created.body).id) });

    expect(await rows('SELECT Id FROM Task')).toEqual([]);
    expect(await rows('SELECT IsArchived FROM Task', 'queryAll')).toEqual([{ IsArchived: true }]);
  });

  it('that are events need a time and a length', async () => {
    const refused = await post('Event', { Subject: 'Demo' });

    expect(refused.body).toMatchObject([
      { errorCode: 'REQUIRED_FIELD_MISSING', fields: ['DurationInMinutes', 'ActivityDateTime'] },
    ]);
  });
});
