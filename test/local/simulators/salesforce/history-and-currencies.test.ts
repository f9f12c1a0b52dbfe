import { afterEach, describe, expect, it } from 'vitest';
import { ANN, LEADS, OLD } from './set-up-org.ts';
import { call, type Exported, queryPath, type SimulatedOrg, startOrg } from './simulated-org.ts';

const DEAL = '006AAAAAAAAAAAA001';

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
