import 'jsforce/lib/api/soap.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, connect, type Exported, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const DAY_MS = 86_400_000;
const NOW = '2026-04-01T09:00:00.000+0000';
const OLD = '2026-01-01T00:00:00.000Z';
const ANN = '00QAAAAAAAAAAAA001';
const BEN = '00QAAAAAAAAAAAA002';
const QUEUED = '00QAAAAAAAAAAAA003';
const CLARA = '003AAAAAAAAAAAA001';
const DAVE = '003AAAAAAAAAAAA002';
const ACME = '001AAAAAAAAAAAA001';
const DEAL = '006AAAAAAAAAAAA001';
const SPRING = '701AAAAAAAAAAAA001';

const EXPORTED: Exported = {
  Lead: `Id,FirstName,LastName,Company,Email,Phone,Status,LeadSource,OwnerId,SystemModstamp,LastModifiedDate
${ANN},Ann,Sato,Acme,ann@x.example,03-1,Working - Contacted,Web,,${OLD},${OLD}
${BEN},Ben,Ito,Acme,ben@x.example,,Working - Contacted,Web,,${OLD},${OLD}
${QUEUED},Q,Mori,Beta,q@x.example,,Working - Contacted,Web,00GAAAAAAAAAAAA001,${OLD},${OLD}
`,
  Group: 'Id,Name,Type\n00GAAAAAAAAAAAA001,Inbound,Queue\n',
  Account: `Id,Name,SystemModstamp\n${ACME},Acme,${OLD}\n`,
  Contact: `Id,LastName,AccountId,SystemModstamp,LastModifiedDate
${CLARA},Clara,${ACME},${OLD},${OLD}
${DAVE},Dave,${ACME},${OLD},${OLD}
`,
  Opportunity: `Id,Name,StageName,CloseDate,AccountId,SystemModstamp
${DEAL},Deal,Prospecting,2026-06-30,${ACME},${OLD}
`,
  OpportunityContactRole: `Id,OpportunityId,ContactId,IsPrimary,SystemModstamp
00KAAAAAAAAAAAA001,${DEAL},${DAVE},true,${OLD}
`,
  Campaign: `Id,Name,SystemModstamp\n${SPRING},Spring,${OLD}\n`,
  CampaignMember: `Id,CampaignId,LeadId,ContactId,Status,SystemModstamp,LastModifiedDate
00vAAAAAAAAAAAA001,${SPRING},${ANN},,Responded,${OLD},${OLD}
00vAAAAAAAAAAAA002,${SPRING},,${CLARA},Sent,${OLD},${OLD}
00vAAAAAAAAAAAA003,${SPRING},,${DAVE},Sent,${OLD},${OLD}
`,
  Task: `Id,Subject,WhoId,SystemModstamp\n00TAAAAAAAAAAAA001,Call,${ANN},${OLD}\n`,
};

let org: SimulatedOrg;
beforeEach(async () => {
  org = await startOrg(EXPORTED);
});
afterEach(() => org.close());

async function rows(soql: string, resource = 'query'): Promise<readonly Record<string, unknown>[]> {
  const { body } = await call(org.url, 'GET', queryPath(soql, resource));
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records))
    throw new Error(JSON.stringify(body));
  return body.records.map(({ attributes, ...fields }: Record<string, unknown>) => fields);
}

const all = (soql: string) => rows(soql, 'queryAll');

describe('a deleted lead', () => {
  it('takes its memberships and tasks along, and moves SystemModstamp', async () => {
    await call(org.url, 'DELETE', `/sobjects/Lead/${ANN}`);

    expect(await rows(`SELECT Id FROM CampaignMember WHERE LeadId = '${ANN}'`)).toEqual([]);
    expect(await all(`SELECT IsDeleted, SystemModstamp FROM CampaignMember WHERE LeadId = '${ANN}'`)).toEqual(
      [{ IsDeleted: true, SystemModstamp: NOW }],
    );
    expect(await all(`SELECT IsDeleted FROM Task WHERE WhoId = '${ANN}'`)).toEqual([{ IsDeleted: true }]);
    expect(await rows('SELECT NumberOfLeads, NumberOfContacts FROM Campaign')).toEqual([
      { NumberOfLeads: 0, NumberOfContacts: 2 },
    ]);
  });

  it('comes back with them when it is undeleted', async () => {
    await call(org.url, 'DELETE', `/sobjects/Lead/${ANN}`);
    org.clock.advance(60_000);

    const [result] = await connect(org.url).soap.undelete([ANN]);
    const again = await connect(org.url).soap.undelete([ANN]);

    expect(result).toMatchObject({ id: ANN, success: true });
    expect(await rows(`SELECT SystemModstamp FROM Lead WHERE Id = '${ANN}'`)).toEqual([
      { SystemModstamp: '2026-04-01T09:01:00.000+0000' },
    ]);
    expect(await rows(`SELECT Id FROM CampaignMember WHERE LeadId = '${ANN}'`)).toHaveLength(1);
    expect(again).toMatchObject([{ success: false, errors: [{ statusCode: 'UNDELETE_FAILED' }] }]);
  });

  it('is gone for good after 15 days, with its id not given out again', async () => {
    await call(org.url, 'DELETE', `/sobjects/Lead/${QUEUED}`);

    org.clock.advance(15 * DAY_MS - 1);
    const lastDay = await all('SELECT Id FROM Lead WHERE IsDeleted = true');
    org.clock.advance(1);
    const after = await all('SELECT Id FROM Lead WHERE IsDeleted = true');

    expect(lastDay).toEqual([{ Id: QUEUED }]);
    expect(after).toEqual([]);
  });
});

describe('a purged record', () => {
  it('leaves its id unused', async () => {
    const first = await call(org.url, 'POST', '/sobjects/Account', { Name: 'One' });
    const id = String(Object(first.body).id);
    await call(org.url, 'DELETE', `/sobjects/Account/${id}`);
    await connect(org.url).soap.emptyRecycleBin([id]);

    const second = await call(org.url, 'POST', '/sobjects/Account', { Name: 'Two' });

    expect(await all(`SELECT Id FROM Account WHERE Id = '${id}'`)).toEqual([]);
    expect(second.body).not.toMatchObject({ id });
  });
});

describe('merged contacts', () => {
  it('leave one, with the children of both and the loser pointing at it', async () => {
    const { soap } = connect(org.url);

    const result = await soap.merge({
      masterRecord: { type: 'Contact', Id: CLARA, fieldsToNull: null },
      recordToMergeIds: [DAVE],
    });

    expect(result).toMatchObject({ id: CLARA, mergedRecordIds: [DAVE], success: true });
    expect(
      await all(`SELECT IsDeleted, MasterRecordId, SystemModstamp FROM Contact WHERE Id = '${DAVE}'`),
    ).toEqual([{ IsDeleted: true, MasterRecordId: CLARA, SystemModstamp: NOW }]);
    expect(await rows(`SELECT SystemModstamp FROM Contact WHERE Id = '${CLARA}'`)).toEqual([
      { SystemModstamp: NOW },
    ]);
    expect(await rows('SELECT ContactId FROM OpportunityContactRole')).toEqual([{ ContactId: CLARA }]);
    expect(await rows('SELECT Id FROM CampaignMember WHERE ContactId != null')).toEqual([
      { Id: '00vAAAAAAAAAAAA002' },
    ]);
  });

  it('are refused together with a record that is gone', async () => {
    await call(org.url, 'DELETE', `/sobjects/Contact/${DAVE}`);

    const result = await connect(org.url).soap.merge({
      masterRecord: { type: 'Contact', Id: CLARA, fieldsToNull: null },
      recordToMergeIds: [DAVE],
    });

    expect(result).toMatchObject({ success: false, errors: [{ statusCode: 'ENTITY_IS_DELETED' }] });
  });
});

describe('a converted lead', () => {
  const converted = { leadId: ANN, convertedStatus: 'Closed - Converted', doNotCreateOpportunity: false };

  it('becomes an account, a contact and an opportunity under one stamp, and stays readable', async () => {
    const result = await connect(org.url).soap.convertLead({ ...converted, opportunityName: 'Big' });

    const { accountId, contactId, opportunityId } = result;
    expect(result).toMatchObject({ leadId: ANN, success: true });
    expect(
      await rows(
        `SELECT IsConverted, Status, ConvertedAccountId, ConvertedContactId, ConvertedOpportunityId, ConvertedDate, SystemModstamp FROM Lead WHERE Id = '${ANN}'`,
      ),
    ).toEqual([
      {
        IsConverted: true,
        Status: 'Closed - Converted',
        ConvertedAccountId: accountId,
        ConvertedContactId: contactId,
        ConvertedOpportunityId: opportunityId,
        ConvertedDate: '2026-04-01',
        SystemModstamp: NOW,
      },
    ]);
    expect(await rows(`SELECT Name, Email, Phone, AccountId FROM Contact WHERE Id = '${contactId}'`)).toEqual(
      [{ Name: 'Ann Sato', Email: 'ann@x.example', Phone: '03-1', AccountId: accountId }],
    );
    expect(
      await rows(
        `SELECT Name, CloseDate, LeadSource, CampaignId FROM Opportunity WHERE Id = '${opportunityId}'`,
      ),
    ).toEqual([{ Name: 'Big', CloseDate: '2026-06-30', LeadSource: 'Web', CampaignId: SPRING }]);
  });

  it('leaves its membership with lead and contact, and its contact with the primary role', async () => {
    const { contactId, opportunityId } = await connect(org.url).soap.convertLead(converted);

    expect(
      await rows(
        `SELECT ContactId, SystemModstamp, LastModifiedDate FROM CampaignMember WHERE LeadId = '${ANN}'`,
      ),
    ).toEqual([
      { ContactId: contactId, SystemModstamp: NOW, LastModifiedDate: '2026-01-01T00:00:00.000+0000' },
    ]);
    expect(
      await rows(
        `SELECT ContactId, IsPrimary FROM OpportunityContactRole WHERE OpportunityId = '${opportunityId}'`,
      ),
    ).toEqual([{ ContactId: contactId, IsPrimary: true }]);
    expect(await rows(`SELECT WhatId FROM Task WHERE WhoId = '${contactId}'`)).toEqual([
      { WhatId: opportunityId },
    ]);
  });

  it('joins a contact and an account that are there', async () => {
    const result = await connect(org.url).soap.convertLead({
      ...converted,
      accountId: ACME,
      contactId: CLARA,
      doNotCreateOpportunity: true,
    });

    expect(result).toMatchObject({ accountId: ACME, contactId: CLARA, opportunityId: null });
    expect(await rows(`SELECT LastName, Email FROM Contact WHERE Id = '${CLARA}'`)).toEqual([
      { LastName: 'Clara', Email: 'ann@x.example' },
    ]);
    expect(await rows(`SELECT Id FROM CampaignMember WHERE LeadId = '${ANN}'`)).toEqual([]);
  });

  it('takes no update and no second conversion', async () => {
    await connect(org.url).soap.convertLead(converted);

    const update = await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '1' });
    const again = await connect(org.url).soap.convertLead(converted);

    expect(update.body).toMatchObject([{ errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }]);
    expect(again).toMatchObject({
      success: false,
      errors: [{ statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead' }],
    });
  });

  it.each([
    ['an open status', { leadId: ANN, convertedStatus: 'Working - Contacted' }, 'INVALID_STATUS'],
    ['an unknown account', { ...converted, accountId: '001AAAAAAAAAAAA009' }, 'INVALID_CROSS_REFERENCE_KEY'],
    ['an owner that is a queue', { ...converted, leadId: QUEUED }, 'FIELD_INTEGRITY_EXCEPTION'],
  ])('is not made with %s', async (_, conversion, statusCode) => {
    const result = await connect(org.url).soap.convertLead(conversion);

    expect(result).toMatchObject({ success: false, errors: [{ statusCode }] });
    expect(await rows('SELECT Id FROM Lead WHERE IsConverted = true')).toEqual([]);
  });
});
