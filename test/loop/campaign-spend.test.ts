import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigSchema } from '../../lib/domain/config.ts';
import { salesforceId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { explain } from '../../lib/pipeline/explain.ts';
import { ingestChannels } from '../../lib/pipeline/ingest-channels.ts';
import { showKpis } from '../../lib/pipeline/show-kpis.ts';
import { aConfig } from '../support/builders.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const EXPO = salesforceId('Campaign', 0);
const SEMINAR = salesforceId('Campaign', 1);
const DATELESS = salesforceId('Campaign', 2);
const STAMPS = {
  CreatedDate: '2025-12-01T00:00:00.000Z',
  SystemModstamp: '2025-12-01T00:00:00.000Z',
  LastModifiedDate: '2025-12-01T00:00:00.000Z',
};
/** January belongs to the file, February to the campaign. */
const FILE = 'date,channel,amount\n2026-01-15,seminar,60000\n';
const WINDOW = { from: '2026-01-01', to: '2026-02-28' } as const;

describe('what campaigns cost in both CRMs', () => {
  it('becomes the spend and the CAC of their channels', async () => {
    const world = await spentWorld();

    const table = await showKpis(world.context, { by: 'channel', window: WINDOW });

    const spend = Object.fromEntries(table.rows.map(({ key, spend }) => [key, spend]));
    expect(spend).toEqual({ event: '310000', organic: '59000', seminar: '60000' });
    expect(table.rows.find(({ key }) => key === 'event')).toMatchObject({
      newCustomers: 1,
      cac: '310000',
      spendCoverage: '0.5',
    });
    expect(table.blended.basis).toBe(`${table.model}/program`);
  });

  it('gives way to a file for the same channel and month, and the double is listed', async () => {
    const { issues } = await computeKpis((await spentWorld()).context);

    expect(issues.filter(({ code }) => code === 'spend-superseded')).toMatchObject([
      { ref: `salesforce/Campaign/${SEMINAR}`, detail: expect.stringContaining('60000 JPY of seminar') },
    ]);
    expect(issues.filter(({ code }) => code === 'spend-duplicate')).toMatchObject([
      { candidates: [`salesforce/Campaign/${SEMINAR}`, 'spend/ads.csv:2'] },
    ]);
  });

  it('wins over the file where the config says so', async () => {
    const world = await spentWorld({ spendSources: ['salesforce-campaign', 'csv'] });

    const { rows } = await showKpis(world.context, { by: 'channel', window: WINDOW });
    const { issues } = await computeKpis(world.context);

    const seminar = await explain(world.context, 'spend:seminar:2026-01-01..2026-02-28');
    expect(rows.map(({ key, spend }) => [key, spend])).toEqual([
      ['event', '310000'],
      ['seminar', '60000'],
    ]);
    expect(JSON.stringify(seminar)).toContain(`salesforce/Campaign/${SEMINAR}`);
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: 'campaign-spend-left-out',
        detail: expect.stringContaining('spendSources'),
      }),
    );
  });

  it('is listed where the campaign has no dates', async () => {
    const { issues } = await computeKpis((await spentWorld()).context);

    expect(issues.filter(({ code }) => code === 'campaign-spend-left-out')).toMatchObject([
      { ref: `salesforce/Campaign/${DATELESS}`, detail: expect.stringContaining('lacks a start or an end') },
    ]);
  });

  it('is compared with the budgets of both', async () => {
    const world = await spentWorld();

    const { rows } = await showKpis(world.context, {
      by: 'channel',
      window: WINDOW,
      metrics: ['budget', 'budget-variance'],
    });

    const budgets = rows.map(({ key, metrics }) => [
      key,
      metrics?.['budget']?.value,
      metrics?.['budget-variance']?.value ?? metrics?.['budget-variance']?.reason,
    ]);
    expect(budgets).toEqual([
      ['event', '300000', '10000'],
      ['organic', '70000', '-11000'],
      ['seminar', null, 'no-budget'],
    ]);
  });

  it('is left out of a table of media alone, where it declares nothing', async () => {
    const world = await spentWorld();

    const { rows, blended } = await showKpis(world.context, {
      by: 'channel',
      window: WINDOW,
      costScope: 'media',
    });

    expect(rows.map(({ key, spend, cacReason }) => [key, spend, cacReason])).toEqual([
      ['event', null, 'scope-not-declared'],
      ['organic', null, 'scope-not-declared'],
      ['seminar', '60000', 'no-wins'],
    ]);
    expect(blended.basis).toMatch(/\/media$/);
  });
});

/** Two Salesforce campaigns and one of HubSpot that cost something, a sheet, and one customer won at the expo. */
async function spentWorld(parts: Readonly<Record<string, unknown>> = {}): Promise<CrmWorld> {
  const channels = [
    { id: 'seminar', name: { ja: 'ウェビナー', en: 'Webinar' }, when: { campaignType: 'Webinar' } },
    { id: 'organic', name: { ja: '自然検索', en: 'Organic' }, when: { utmCampaign: 'spring' } },
    { id: 'event', name: { ja: '展示会', en: 'Trade show' }, when: { campaignType: 'Trade show' } },
  ];
  const config = aConfig({ channels: ConfigSchema.shape.channels.parse(channels), ...parts });
  const world = await openWorld({ salesforce: salesforceTables(), hubspot: hubspotTables() }, config);
  onTestFinished(world.close);
  await world.sync();
  await ingestChannels(world.context, {
    read: async () => [{ name: 'spend/ads.csv', bytes: new TextEncoder().encode(FILE) }],
  });
  await computeKpis(world.context);
  return world;
}

function salesforceTables() {
  const campaign = (Id: string, row: Readonly<Record<string, string>>) => ({
    Id,
    Name: Id,
    Type: 'Trade show',
    IsActive: 'true',
    StartDate: '',
    EndDate: '',
    ActualCost: '0',
    BudgetedCost: '0',
    ...row,
    ...STAMPS,
  });
  const lead = { Id: salesforceId('Lead', 0), ...STAMPS, CreatedDate: '2026-02-03T00:00:00.000Z' };
  const contact = { Id: salesforceId('Contact', 0), AccountId: salesforceId('Account', 0), LastName: 'Sato' };
  const deal = {
    Id: salesforceId('Opportunity', 0),
    Name: 'Sato',
    AccountId: salesforceId('Account', 0),
    StageName: 'Closed Won',
    IsClosed: 'true',
    IsWon: 'true',
    Amount: '900000',
    CloseDate: '2026-02-20',
  };
  return {
    Campaign: [
      campaign(EXPO, {
        StartDate: '2026-02-02',
        EndDate: '2026-02-04',
        ActualCost: '310000',
        BudgetedCost: '300000',
      }),
      campaign(SEMINAR, {
        Type: 'Webinar',
        StartDate: '2026-01-10',
        EndDate: '2026-01-12',
        ActualCost: '60000',
      }),
      campaign(DATELESS, { ActualCost: '5000' }),
    ],
    Account: [{ Id: salesforceId('Account', 0), Name: 'Sato KK', ...STAMPS }],
    Lead: [{ ...lead, LastName: 'Sato', Company: 'Sato KK', Email: 'sato@example.com', Status: 'Open' }],
    Contact: [{ ...contact, Email: 'sato@example.com', ...STAMPS, CreatedDate: '2026-02-03T00:00:00.000Z' }],
    Opportunity: [{ ...deal, ...STAMPS, CreatedDate: '2026-02-05T00:00:00.000Z' }],
    OpportunityContactRole: [
      {
        Id: salesforceId('OpportunityContactRole', 0),
        OpportunityId: deal.Id,
        ContactId: contact.Id,
        IsPrimary: 'true',
        ...STAMPS,
      },
    ],
    CampaignMember: [
      {
        Id: salesforceId('CampaignMember', 0),
        CampaignId: EXPO,
        ContactId: contact.Id,
        LeadId: '',
        Status: 'Responded',
        HasResponded: 'true',
        FirstRespondedDate: '2026-02-03',
        ...STAMPS,
      },
    ],
  };
}

function hubspotTables() {
  const stamps = { createdAt: '2025-12-01T00:00:00.000Z', updatedAt: '2025-12-01T00:00:00.000Z' };
  const id = '11111111-1111-4111-8111-111111111111';
  return {
    campaigns: [
      {
        id,
        hs_name: 'Spring',
        hs_utm: 'spring',
        hs_start_date: '2026-02-01',
        hs_end_date: '2026-02-28',
        ...stamps,
      },
    ],
    'campaign-spend': [{ campaignId: id, id: '1', name: 'Writers', amount: '59000', ...stamps }],
    'campaign-budget': [{ campaignId: id, id: '2', name: 'Plan', amount: '70000', ...stamps }],
  };
}
