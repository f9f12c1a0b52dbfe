import { afterEach, describe, expect, it } from 'vitest';
import { call, connect, type Exported, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const OLD = '2026-01-01T00:00:00.000Z';
const ANN = '00QAAAAAAAAAAAA001';
const DEAL = '006AAAAAAAAAAAA001';
const LEADS = `Id,LastName,Company,Phone,Status,SystemModstamp
${ANN},Sato,Acme,03-1,Working - Contacted,${OLD}
`;
const DEALS = `Id,Name,StageName,CloseDate,Amount,CreatedDate,SystemModstamp
${DEAL},Deal,Prospecting,2026-06-30,100,2025-12-01T00:00:00.000Z,${OLD}
`;

let org: SimulatedOrg;
afterEach(() => org.close());

async function start(exported: Exported): Promise<void> {
  org = await startOrg(exported);
}

async function answer(soql: string, resource = 'query'): Promise<unknown> {
  const { body } = await call(org.url, 'GET', queryPath(soql, resource));
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records))
    return body;
  return body.records.map(({ attributes, ...fields }: Record<string, unknown>) => fields);
}

const namesOf = async (resource: string): Promise<unknown> =>
  answer(
    "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Lead' AND QualifiedApiName = 'Phone'",
    resource,
  );

describe('a hidden field', () => {
  it('is unknown to describe, queries and writes, but not to the Tooling API', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'hidden' });

    const { fields } = await connect(org.url).sobject('Lead').describe();
    const written = await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '1' });

    expect(fields.map(({ name }) => name)).not.toContain('Phone');
    expect(await answer('SELECT Phone FROM Lead')).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(written.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(await namesOf('query')).toEqual([]);
    expect(await namesOf('tooling/query')).toEqual([{ QualifiedApiName: 'Phone' }]);
    expect(await answer("SELECT Field FROM FieldPermissions WHERE Field = 'Lead.Phone'")).toEqual([
      { Field: 'Lead.Phone' },
    ]);
  });

  it('that may only be read refuses writes', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'read' });

    const written = await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '1' });

    expect(await answer('SELECT Phone FROM Lead')).toEqual([{ Phone: '03-1' }]);
    expect(written.body).toMatchObject([{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Phone'] }]);
  });

  it('comes back with its right', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'hidden' });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'edit' });

    expect(await answer('SELECT Phone FROM Lead')).toEqual([{ Phone: '03-1' }]);
  });
});

describe('a hidden object', () => {
  it('is as if it were not there, except to the Tooling API', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-object-access', object: 'Campaign', hidden: true });
    const entity = "SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'Campaign'";

    const described = await call(org.url, 'GET', '/sobjects/Campaign/describe');

    expect(described.status).toBe(404);
    expect(await answer('SELECT Id FROM Campaign')).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
    expect(await answer(entity)).toEqual([]);
    expect(await answer(entity, 'tooling/query')).toEqual([{ Label: 'Campaign' }]);
  });
});

describe('fields that people change', () => {
  it('appear, change type with a gap event, and vanish', async () => {
    await start({ Lead: LEADS });
    const metadata = { label: 'Size', type: 'Text', length: 20 };
    org.edit({ verb: 'define-field', object: 'Lead', field: 'Size__c', metadata });
    await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Size__c: '12' });
    org.takeChangeEvents();

    const number = { label: 'Size', type: 'Number', precision: 5, scale: 0 };
    org.edit({ verb: 'define-field', object: 'Lead', field: 'Size__c', metadata: number });
    const retyped = await answer('SELECT Size__c FROM Lead');
    org.edit({ verb: 'drop-field', object: 'Lead', field: 'Size__c' });

    expect(retyped).toEqual([{ Size__c: 12 }]);
    expect(await answer('SELECT Size__c FROM Lead')).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(org.takeChangeEvents().map((event) => /"recordIds":\["([^"]*)/.exec(event)?.[1])).toEqual([
      '00Q*',
    ]);
  });
});

describe('field history', () => {
  it('starts with "created" and tells a lookup twice', async () => {
    await start({ User: 'Id,LastName,Name,IsActive\n005AAAAAAAAAAAA001,Kato,Kato,true\n' });
    const created = await call(org.url, 'POST', '/sobjects/Lead', { LastName: 'Ito', Company: 'B' });
    const id = String(Object(created.body).id);
    await call(org.url, 'PATCH', `/sobjects/Lead/${id}`, { Status: 'Working - Contacted', Phone: '1' });
    await call(org.url, 'PATCH', `/sobjects/Lead/${id}`, { OwnerId: '005AAAAAAAAAAAA001' });

    const rows = await answer(`SELECT Field, OldValue, NewValue FROM LeadHistory WHERE LeadId = '${id}'`);

    expect(rows).toMatchObject([
      { Field: 'created', OldValue: null, NewValue: null },
      { Field: 'Status', OldValue: 'Open - Not Contacted', NewValue: 'Working - Contacted' },
      { Field: 'Owner', NewValue: 'Kato' },
      { Field: 'Owner', NewValue: '005AAAAAAAAAAAA001' },
    ]);
    expect(await answer('SELECT SystemModstamp FROM LeadHistory')).toMatchObject([
      { errorCode: 'INVALID_FIELD' },
    ]);
  });

  it('tells a conversion on both sides', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'convert', leadId: ANN });

    expect(await answer('SELECT Field FROM LeadHistory')).toMatchObject([
      { Field: 'leadConverted' },
      { Field: 'Status' },
      { Field: 'Owner' },
      { Field: 'Owner' },
    ]);
    expect(await answer('SELECT Field FROM OpportunityFieldHistory')).toEqual([
      { Field: 'opportunityCreatedFromLead' },
    ]);
  });

  it('is not kept of fields before they are tracked, and is no object when tracking is off', async () => {
    await start({ Lead: LEADS });
    await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '1' });
    org.edit({ verb: 'track-history', object: 'Lead', fields: ['Phone'] });
    await call(org.url, 'PATCH', `/sobjects/Lead/${ANN}`, { Phone: '2' });
    const kept = await answer('SELECT OldValue, NewValue FROM LeadHistory');

    org.edit({ verb: 'track-history', object: 'Lead', fields: null });

    expect(kept).toEqual([{ OldValue: '1', NewValue: '2' }]);
    expect(await answer('SELECT Id FROM LeadHistory')).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
  });
});

describe('opportunity history', () => {
  it('begins at the creation of a loaded deal and grows with its stage', async () => {
    await start({ Opportunity: DEALS });
    await call(org.url, 'PATCH', `/sobjects/Opportunity/${DEAL}`, { StageName: 'Closed Won' });
    await call(org.url, 'PATCH', `/sobjects/Opportunity/${DEAL}`, { NextStep: 'none' });

    expect(await answer('SELECT StageName, Probability, CreatedDate FROM OpportunityHistory')).toEqual([
      { StageName: 'Prospecting', Probability: 10, CreatedDate: '2025-12-01T00:00:00.000+0000' },
      { StageName: 'Closed Won', Probability: 100, CreatedDate: '2026-04-01T09:00:00.000+0000' },
    ]);
  });

  it('is that of the folder where it has one', async () => {
    await start({
      Opportunity: DEALS,
      OpportunityHistory: `Id,OpportunityId,StageName,CreatedDate\n008AAAAAAAAAAAA001,${DEAL},Qualification,${OLD}\n`,
    });

    expect(await answer('SELECT StageName FROM OpportunityHistory')).toEqual([
      { StageName: 'Qualification' },
    ]);
  });
});

describe('currencies', () => {
  it('are unknown names in an org with a single one', async () => {
    await start({ Opportunity: DEALS });

    expect(await answer('SELECT IsoCode FROM CurrencyType')).toMatchObject([{ errorCode: 'INVALID_TYPE' }]);
    expect(await answer('SELECT CurrencyIsoCode FROM Opportunity')).toMatchObject([
      { errorCode: 'INVALID_FIELD' },
    ]);
    expect(await answer('SELECT DefaultCurrencyIsoCode FROM Organization')).toEqual([
      { DefaultCurrencyIsoCode: 'JPY' },
    ]);
  });

  it('come with the folder, and every record has one', async () => {
    await start({
      Opportunity: DEALS,
      CurrencyType:
        'Id,IsoCode,ConversionRate,IsCorporate\n01LAAAAAAAAAAAA001,USD,1,true\n01LAAAAAAAAAAAA002,GBP,0.7431,false\n',
    });
    const created = await call(org.url, 'POST', '/sobjects/Account', { Name: 'A' });

    expect(created.status).toBe(201);
    expect(await answer('SELECT CurrencyIsoCode FROM Opportunity')).toEqual([{ CurrencyIsoCode: 'USD' }]);
    expect(await answer('SELECT CurrencyIsoCode FROM Account')).toEqual([{ CurrencyIsoCode: 'USD' }]);
    expect(await answer('SELECT IsoCode FROM DatedConversionRate')).toMatchObject([
      { errorCode: 'INVALID_TYPE' },
    ]);
  });

  it('have rates by day when they are set', async () => {
    await start({ Opportunity: DEALS });
    org.edit({
      verb: 'set-currencies',
      rates: [
        { isoCode: 'JPY', rate: 1 },
        { isoCode: 'USD', rate: 0.0067 },
      ],
    });
    org.edit({
      verb: 'set-dated-rates',
      rates: [
        { isoCode: 'USD', startDate: '2026-02-01', rate: 0.007 },
        { isoCode: 'USD', startDate: '2026-01-01', rate: 0.0069 },
      ],
    });

    expect(
      await answer(
        'SELECT StartDate, NextStartDate, ConversionRate FROM DatedConversionRate ORDER BY StartDate',
      ),
    ).toEqual([
      { StartDate: '2026-01-01', NextStartDate: '2026-02-01', ConversionRate: 0.0069 },
      { StartDate: '2026-02-01', NextStartDate: '9999-12-31', ConversionRate: 0.007 },
    ]);
    expect(await answer('SELECT CurrencyIsoCode FROM Opportunity')).toEqual([{ CurrencyIsoCode: 'JPY' }]);
  });
});

describe('record types', () => {
  it('give records a type, which limits their choices and shows in describe', async () => {
    await start({ Lead: LEADS });
    const before = await answer('SELECT RecordTypeId FROM Lead');
    const { ids } = org.edit({
      verb: 'add-record-type',
      object: 'Lead',
      name: 'Partner',
      developerName: 'Partner',
      choices: { Rating: ['Hot'] },
    });
    const record = { LastName: 'Ito', Company: 'B', RecordTypeId: ids[0] };

    const refused = await call(org.url, 'POST', '/sobjects/Lead', { ...record, Rating: 'Cold' });
    const created = await call(org.url, 'POST', '/sobjects/Lead', { ...record, Rating: 'Hot' });
    const { recordTypeInfos } = await connect(org.url).sobject('Lead').describe();

    expect(before).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect(refused.body).toMatchObject([{ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }]);
    expect(created.status).toBe(201);
    expect(
      await answer("SELECT RecordType.DeveloperName FROM Lead WHERE RecordType.DeveloperName = 'Partner'"),
    ).toHaveLength(1);
    expect(recordTypeInfos.map(({ name }) => name)).toEqual(['Partner', 'Master']);
  });
});

describe('bulk jobs', () => {
  it('know no hidden object and no hidden field', async () => {
    await start({ Lead: LEADS });
    org.edit({ verb: 'set-object-access', object: 'Campaign', hidden: true });
    org.edit({ verb: 'set-field-access', object: 'Lead', field: 'Phone', access: 'hidden' });

    const onObject = await call(org.url, 'POST', '/jobs/ingest', { object: 'Campaign', operation: 'insert' });
    const onField = await call(org.url, 'POST', '/jobs/query', {
      operation: 'query',
      query: 'SELECT Phone FROM Lead',
    });

    expect(onObject.status).toBe(400);
    expect(onField.body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
  });
});
