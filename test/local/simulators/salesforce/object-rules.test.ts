import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';
import { ACME, ANN, CLARA, DEAL, EXPORTED, GONE, SPRING } from './write-rules-org.ts';

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
