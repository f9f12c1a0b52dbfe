import { describe, expect, it, onTestFinished } from 'vitest';
import { hubspotId, salesforceId } from '../../lib/local/demo/record-ids.ts';
import { computeKpis } from '../../lib/pipeline/compute-kpis.ts';
import { loadLedgerRows } from '../../lib/pipeline/relay-feedback.ts';
import { aConfig } from '../support/builders.ts';
import { type CrmWorld, openWorld } from './crm-world.ts';

const CREATED = '2025-12-01T01:00:00.000Z';
const RATES = [
  { isoCode: 'JPY', rate: 1 },
  { isoCode: 'USD', rate: 0.02 },
  { isoCode: 'EUR', rate: 0.005 },
];
/** Yen for 100 dollars: 10,000 until the end of January, 12,500 in February, 20,000 from March on. */
const DATED = [
  { isoCode: 'USD', startDate: '2025-01-01', rate: 0.01 },
  { isoCode: 'USD', startDate: '2026-02-01', rate: 0.008 },
  { isoCode: 'USD', startDate: '2026-03-01', rate: 0.005 },
];

describe('won opportunities in an org with Advanced Currency Management', () => {
  it('count in the reporting currency at the rate of their close date', async () => {
    const world = await salesforceWorld([
      deal(0, { CloseDate: '2026-01-31' }),
      deal(1, { CloseDate: '2026-02-01' }),
      deal(2, { CloseDate: '2026-03-01' }),
      deal(3, { CloseDate: '2026-02-01', CurrencyIsoCode: 'JPY' }),
      deal(4, { CloseDate: '2026-02-01', CurrencyIsoCode: 'EUR' }),
    ]);
    await world.editSalesforce({ verb: 'set-currencies', rates: RATES });
    await world.editSalesforce({ verb: 'set-dated-rates', rates: DATED });

    const { amounts, unknown } = await outcomeOf(world);

    expect(amounts).toEqual([10_000, 12_500, 20_000, 100, 20_000]);
    expect(unknown).toEqual([]);
  });

  it('follow a rate that was set later, also where no opportunity changed', async () => {
    const world = await salesforceWorld([deal(0, { CloseDate: '2026-02-01' })]);
    await world.editSalesforce({ verb: 'set-currencies', rates: RATES });
    await world.editSalesforce({ verb: 'set-dated-rates', rates: DATED.slice(0, 1) });
    const before = await outcomeOf(world);
    await world.editSalesforce({ verb: 'set-dated-rates', rates: DATED });

    const after = await outcomeOf(world);

    expect([before.amounts, after.amounts]).toEqual([[10_000], [12_500]]);
  });

  it('have no revenue where the integration user sees no rates, and are listed', async () => {
    const world = await salesforceWorld([
      deal(0, { CloseDate: '2026-02-01' }),
      deal(1, { CloseDate: '2026-02-01', CurrencyIsoCode: 'JPY' }),
    ]);
    await world.editSalesforce({ verb: 'set-currencies', rates: RATES });
    await world.editSalesforce({ verb: 'set-object-access', object: 'CurrencyType', hidden: true });

    const { amounts, unknown } = await outcomeOf(world);

    expect(amounts).toEqual([null, 100]);
    expect(unknown).toEqual([`salesforce/Opportunity/${salesforceId('Opportunity', 0)}`]);
  });
});

describe('won opportunities in an org with static rates', () => {
  it('count at the one rate there is', async () => {
    const world = await salesforceWorld([
      deal(0, { CloseDate: '2026-01-31' }),
      deal(1, { CloseDate: '2026-03-01' }),
    ]);
    await world.editSalesforce({ verb: 'set-currencies', rates: RATES });

    const { amounts } = await outcomeOf(world);

    expect(amounts).toEqual([5_000, 5_000]);
  });
});

describe('won deals of HubSpot in several currencies', () => {
  it('count at the rate of their close date, by days of the business', async () => {
    const world = await hubspotWorld([
      // 23:59 and 00:00 in Tokyo, between which the rate changes.
      hubspotDeal(0, '2026-01-31T14:59:00.000Z'),
      hubspotDeal(1, '2026-01-31T15:00:00.000Z'),
      hubspotDeal(2, '2026-02-20T00:00:00.000Z'),
      { ...hubspotDeal(3, '2026-02-20T00:00:00.000Z'), deal_currency_code: 'JPY' },
    ]);

    const { amounts, unknown } = await outcomeOf(world);

    expect(amounts).toEqual([10_000, 12_500, 12_500, 100]);
    expect(unknown).toEqual([]);
  });

  it('have no revenue without a rate that held on that day, and are listed', async () => {
    const world = await hubspotWorld([
      hubspotDeal(0, '2024-12-01T00:00:00.000Z'),
      { ...hubspotDeal(1, '2026-02-20T00:00:00.000Z'), deal_currency_code: 'GBP' },
      hubspotDeal(2, '2026-02-20T00:00:00.000Z'),
    ]);

    const { amounts, unknown } = await outcomeOf(world);

    expect(amounts).toEqual([null, null, 12_500]);
    expect(unknown).toEqual([0, 1].map((n) => `hubspot/deals/${hubspotId('deals', n)}`));
  });
});

async function salesforceWorld(deals: readonly Readonly<Record<string, string>>[]): Promise<CrmWorld> {
  const world = await openWorld({ salesforce: { Opportunity: deals } }, aConfig({ crm: { salesforce: {} } }));
  onTestFinished(world.close);
  return world;
}

async function hubspotWorld(deals: readonly Readonly<Record<string, string>>[]): Promise<CrmWorld> {
  const world = await openWorld(
    {
      hubspot: {
        deals,
        'exchange-rates': [
          { fromCurrencyCode: 'USD', conversionRate: '100', effectiveAt: '2024-12-31T15:00:00.000Z' },
          { fromCurrencyCode: 'USD', conversionRate: '125', effectiveAt: '2026-01-31T15:00:00.000Z' },
        ],
      },
    },
    aConfig({ crm: { hubspot: {} } }),
  );
  onTestFinished(world.close);
  return world;
}

function deal(n: number, values: Readonly<Record<string, string>>) {
  return {
    Id: salesforceId('Opportunity', n),
    CreatedDate: CREATED,
    SystemModstamp: CREATED,
    Name: `Deal ${n}`,
    StageName: 'Closed Won',
    IsClosed: 'true',
    IsWon: 'true',
    Amount: '100',
    CurrencyIsoCode: 'USD',
    ...values,
  };
}

function hubspotDeal(n: number, closedate: string) {
  return {
    id: hubspotId('deals', n),
    ...{ createdAt: CREATED, updatedAt: CREATED, archived: 'false', createdate: CREATED },
    dealname: `Deal ${n}`,
    dealstage: 'closedwon',
    pipeline: 'default',
    hs_is_closed: 'true',
    hs_is_closed_won: 'true',
    amount: '100',
    deal_currency_code: 'USD',
    closedate,
  };
}

/** Amounts of won rows by id, and the deals listed for want of a rate. */
async function outcomeOf(world: CrmWorld) {
  await world.sync();
  const { issues } = await computeKpis(world.context);
  const rows = await loadLedgerRows(world.context, ['won']);
  return {
    amounts: rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ amountMinor }) => amountMinor),
    unknown: issues.flatMap(({ code, ref }) => (code === 'unknown-currency' ? [ref] : [])).sort(),
  };
}
