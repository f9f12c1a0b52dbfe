import { describe, expect, it, onTestFinished } from 'vitest';
import type { LedgerRow, Stage } from '../../lib/domain/ledger.ts';
import { hubspotId, salesforceId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { loadLedgerRows } from '../../lib/pipeline/relay-feedback.ts';
import { aConfig } from '../support/builders.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const DAY_MS = 86_400_000;
const CREATED = '2026-02-02T01:00:00.000Z';
const LEAD = salesforceId('Lead', 0);
const DEAL = salesforceId('Opportunity', 0);
const ACCOUNT = salesforceId('Account', 0);
const CONTACT = hubspotId('contacts', 0);
const HUBSPOT_DEAL = hubspotId('deals', 0);
const CONFIG = aConfig({
  crm: {
    salesforce: {
      statuses: { mql: ['Nurturing'], sql: ['Working - Contacted'] },
      stages: { valid: ['Proposal/Price Quote'] },
    },
    hubspot: { stages: { valid: ['presentationscheduled'], won: ['closedwon'] } },
  },
});

describe('a Salesforce lead whose status history is tracked', () => {
  it('becomes an MQL and an SQL on the days its status changed, also where it went back since', async () => {
    const world = await salesforceWorld();
    await world.editSalesforce({ verb: 'track-history', object: 'Lead', fields: ['Status'] });
    await later(world, { object: 'Lead', id: LEAD, values: { Status: 'Nurturing' } });
    await later(world, { object: 'Lead', id: LEAD, values: { Status: 'Working - Contacted' } });
    await later(world, { object: 'Lead', id: LEAD, values: { Status: 'Open - Not Contacted' } });

    const rows = await ledgerOf(world, ['mql', 'sql']);

    expect(daysOf(rows)).toEqual({ mql: ['2026-03-11'], sql: ['2026-03-12'] });
    expect(rows.flatMap(({ flags }) => flags)).toEqual([]);
  });
});

describe('a Salesforce lead whose status nobody tracks', () => {
  it('becomes what its status says on the day it was created, as inferred', async () => {
    const world = await salesforceWorld();
    await world.editSalesforce({ verb: 'track-history', object: 'Lead', fields: null });
    await later(world, { object: 'Lead', id: LEAD, values: { Status: 'Working - Contacted' } });

    const rows = await ledgerOf(world, ['mql', 'sql']);

    expect(daysOf(rows)).toEqual({ mql: ['2026-02-02'], sql: ['2026-02-02'] });
    expect(rows.map(({ flags }) => flags)).toEqual([['inferred'], ['inferred']]);
  });
});

describe('a Salesforce lead whose status was tracked too late', () => {
  it('keeps the proven day, and infers the one before from it', async () => {
    const world = await salesforceWorld();
    await world.editSalesforce({ verb: 'track-history', object: 'Lead', fields: null });
    await later(world, { object: 'Lead', id: LEAD, values: { Status: 'Nurturing' } });
    await world.editSalesforce({ verb: 'track-history', object: 'Lead', fields: ['Status'] });
    await later(world, { object: 'Lead', id: LEAD, values: { Status: 'Working - Contacted' } });

    const rows = await ledgerOf(world, ['mql', 'sql']);

    expect(rows.map(({ stage, day, flags }) => [stage, day, flags])).toEqual([
      ['mql', '2026-03-12', ['inferred']],
      ['sql', '2026-03-12', []],
    ]);
  });
});

describe('an opportunity that its history led through its stages', () => {
  it('is valid and won on the days it entered, by OpportunityHistory alone', async () => {
    const world = await salesforceWorld();
    await later(world, {
      object: 'Opportunity',
      id: DEAL,
      values: { StageName: 'Proposal/Price Quote' },
    });
    await later(world, { object: 'Opportunity', id: DEAL, values: { StageName: 'Negotiation/Review' } });
    await later(world, {
      object: 'Opportunity',
      id: DEAL,
      values: { StageName: 'Closed Won', CloseDate: '2026-03-10' },
    });

    const rows = await ledgerOf(world, ['opportunity', 'won']);

    expect(daysOf(rows)).toEqual({ opportunity: ['2026-02-02'], won: ['2026-03-10'] });
    expect(rows.map(({ validDay }) => validDay)).toEqual(['2026-03-11', undefined]);
  });

  it('lists a close date more than 31 days off the entry into its won stage', async () => {
    const world = await salesforceWorld();
    await later(world, {
      object: 'Opportunity',
      id: DEAL,
      values: { StageName: 'Closed Won', CloseDate: '2026-01-10' },
    });
    await world.sync();

    const { issues } = await computeKpis(world.context);

    expect(issues.filter(({ code }) => code === 'close-date-disputed')).toMatchObject([
      { ref: `salesforce/Opportunity/${DEAL}`, detail: expect.stringContaining('2026-03-11') },
    ]);
  });
});

describe('a HubSpot contact without dates of its stages', () => {
  it('becomes an MQL and an SQL on the days of its property history', async () => {
    const world = await hubspotWorld();
    edit(world, 'contacts', CONTACT, { lifecyclestage: 'marketingqualifiedlead' });
    edit(world, 'contacts', CONTACT, { lifecyclestage: 'salesqualifiedlead' });

    const rows = await ledgerOf(world, ['mql', 'sql']);

    expect(daysOf(rows)).toEqual({ mql: ['2026-03-11'], sql: ['2026-03-12'] });
    expect(rows.flatMap(({ flags }) => flags)).toEqual([]);
  });

  it('is an MQL from the day on which it came past that stage', async () => {
    const world = await hubspotWorld();
    edit(world, 'contacts', CONTACT, { lifecyclestage: 'salesqualifiedlead' });

    const rows = await ledgerOf(world, ['mql', 'sql']);

    expect(daysOf(rows)).toEqual({ mql: ['2026-03-11'], sql: ['2026-03-11'] });
  });
});

describe('a HubSpot deal', () => {
  it('is valid on the day its stage history says, and won on its close date', async () => {
    const world = await hubspotWorld();
    edit(world, 'deals', HUBSPOT_DEAL, { dealstage: 'presentationscheduled' });
    edit(world, 'deals', HUBSPOT_DEAL, { dealstage: 'contractsent' });
    edit(world, 'deals', HUBSPOT_DEAL, { dealstage: 'closedwon', closedate: '2026-03-10T16:00:00.000Z' });

    const rows = await ledgerOf(world, ['opportunity', 'won']);

    expect(daysOf(rows)).toEqual({ opportunity: ['2026-02-02'], won: ['2026-03-11'] });
    expect(rows.map(({ validDay }) => validDay)).toEqual(['2026-03-11', undefined]);
  });

  it('without a close date is won on the day it entered the won stage', async () => {
    const world = await hubspotWorld();
    edit(world, 'deals', HUBSPOT_DEAL, { dealstage: 'closedwon', closedate: null });

    const rows = await ledgerOf(world, ['won']);

    expect(daysOf(rows)).toEqual({ won: ['2026-03-11'] });
  });
});

async function salesforceWorld(): Promise<CrmWorld> {
  const stamps = { CreatedDate: CREATED, SystemModstamp: CREATED };
  const world = await openWorld(
    {
      salesforce: {
        Account: [{ Id: ACCOUNT, Name: 'Acme', ...stamps }],
        Lead: [
          {
            Id: LEAD,
            ...stamps,
            LastName: 'Sato',
            Company: 'Acme',
            Status: 'Open - Not Contacted',
            LeadSource: 'Webinar',
          },
        ],
        Opportunity: [
          {
            Id: DEAL,
            ...stamps,
            Name: 'Acme 1',
            AccountId: ACCOUNT,
            StageName: 'Prospecting',
            CloseDate: '2026-06-30',
            Amount: '1000',
          },
        ],
      },
    },
    CONFIG,
  );
  onTestFinished(world.close);
  return world;
}

async function hubspotWorld(): Promise<CrmWorld> {
  const stamps = { createdAt: CREATED, updatedAt: CREATED, archived: 'false', createdate: CREATED };
  const world = await openWorld(
    {
      hubspot: {
        contacts: [{ id: CONTACT, ...stamps, email: 'ann@example.com', lifecyclestage: 'lead' }],
        deals: [
          {
            id: HUBSPOT_DEAL,
            ...stamps,
            dealname: 'Acme 1',
            dealstage: 'qualifiedtobuy',
            pipeline: 'default',
            amount: '1000',
          },
        ],
      },
    },
    aConfig({ crm: { hubspot: CONFIG.crm.hubspot } }),
  );
  onTestFinished(world.close);
  return world;
}

/** A change by a person a day after what was done before. */
async function later(
  world: CrmWorld,
  change: { readonly object: string; readonly id: string; readonly values: object },
): Promise<void> {
  world.clock.advance(DAY_MS);
  await world.editSalesforce({ verb: 'update', ...change });
}

function edit(
  world: CrmWorld,
  object: string,
  id: string,
  properties: Readonly<Record<string, string | null>>,
): void {
  world.clock.advance(DAY_MS);
  world.editHubspot({ kind: 'update', object, id, properties });
}

async function ledgerOf(world: CrmWorld, stages: readonly Stage[]): Promise<readonly LedgerRow[]> {
  await world.sync();
  await computeKpis(world.context);
  const rows = await loadLedgerRows(world.context, stages);
  return rows.toSorted((a, b) => (a.stage < b.stage ? -1 : 1));
}

function daysOf(rows: readonly LedgerRow[]): Readonly<Partial<Record<string, readonly (string | null)[]>>> {
  const byStage = Map.groupBy(rows, ({ stage }) => stage);
  return Object.fromEntries([...byStage].map(([stage, own]) => [stage, own.map(({ day }) => day)]));
}
