import { describe, expect, it } from 'vitest';
import { type LtvInput, ltvOf, monthlyGrossProfit } from '../../lib/kpis/ltv.ts';
import { aConfig, type ConfigParts } from './builders.ts';

type Deals = Partial<Omit<LtvInput, 'config'>>;

function input(config: ConfigParts, deals: Deals = {}): LtvInput {
  return { config: aConfig(config), won: 0, wonMinor: 0, wonWithAmount: 0, ltvFacts: undefined, ...deals };
}

const TWO_DEALS: Deals = { won: 3, wonMinor: 1_200_000, wonWithAmount: 2 };
const LIFETIMES = { customers: 10, customerMonths: 200, churned: 4 };

describe('ltvOf', () => {
  it.each<[string, Record<string, unknown>, number, string]>([
    [
      'ferret Q&A (A5): ¥2,000,000 × 3 years',
      { ltv: { method: 'revenue', annualRevenue: 2_000_000, years: 3 } },
      6_000_000,
      'revenue',
    ],
    [
      'the same at a margin of 50 % (golden 15)',
      { ltv: { method: 'revenue', annualRevenue: 2_000_000, years: 3 }, grossMarginRatio: 0.5 },
      3_000_000,
      'gross-profit',
    ],
    [
      'B2B overview (A11): profit per transaction × repeat purchases',
      { ltv: { method: 'spot', profitPerTransaction: 120_000, repeatPurchases: 4 }, grossMarginRatio: 0.5 },
      480_000,
      'gross-profit',
    ],
    [
      'B2B overview (A12): monthly profit × months',
      { ltv: { method: 'subscription', monthlyProfit: 50_000, months: 36 } },
      1_800_000,
      'gross-profit',
    ],
  ])('gives %s', (_source, targets, expected, basis) => {
    const ltv = ltvOf(input({ targets }));

    expect(ltv.figure.value?.toNumber()).toBe(expected);
    expect(ltv.basis).toBe(basis);
  });

  it.each<[string, Record<string, unknown>, string, number]>([
    ['annual amounts are yearly revenue', { method: 'revenue', years: 3 }, 'annual', 1_800_000],
    ['monthly amounts are a twelfth of it', { method: 'revenue', years: 3 }, 'monthly', 21_600_000],
    ['one-off amounts are transactions', { method: 'spot', repeatPurchases: 2 }, 'one-off', 1_200_000],
    ['annual amounts are 12 months', { method: 'subscription', months: 36 }, 'annual', 1_800_000],
    ['monthly amounts are one month', { method: 'subscription', months: 36 }, 'monthly', 21_600_000],
  ])('takes the mean amount of won deals: %s', (_what, ltv, amountMeaning, expected) => {
    const result = ltvOf(input({ targets: { ltv }, salesforce: { amountMeaning } }, TWO_DEALS));

    expect(result.figure.value?.toNumber()).toBe(expected);
    expect(result.basis).toBe('revenue');
  });

  it.each<[string, ConfigParts, Deals, string]>([
    ['no method is configured', {}, TWO_DEALS, 'not-mapped'],
    [
      'the amount has no meaning',
      { targets: { ltv: { method: 'revenue', years: 3 } } },
      TWO_DEALS,
      'not-mapped',
    ],
    [
      'one-off amounts are asked for years',
      { targets: { ltv: { method: 'revenue', years: 3 } }, salesforce: { amountMeaning: 'one-off' } },
      TWO_DEALS,
      'amount-is-one-off',
    ],
    [
      'recurring amounts are asked for transactions',
      { targets: { ltv: { method: 'spot', repeatPurchases: 2 } }, salesforce: { amountMeaning: 'annual' } },
      TWO_DEALS,
      'amount-is-recurring',
    ],
    [
      'nothing was won',
      { targets: { ltv: { method: 'revenue', years: 3 } }, salesforce: { amountMeaning: 'annual' } },
      {},
      'no-wins',
    ],
    [
      'no win has an amount',
      { targets: { ltv: { method: 'revenue', years: 3 } }, salesforce: { amountMeaning: 'annual' } },
      { won: 2 },
      'no-amount',
    ],
    [
      'no contract end is mapped',
      { targets: { ltv: { method: 'subscription', monthlyProfit: 50_000 } } },
      { ltvFacts: LIFETIMES },
      'not-mapped',
    ],
    [
      'nobody has churned (ChartMogul edge, golden 15)',
      {
        targets: { ltv: { method: 'subscription', monthlyProfit: 50_000 } },
        salesforce: { contractEnd: 'End__c' },
      },
      { ltvFacts: { ...LIFETIMES, churned: 0 } },
      'no-churn',
    ],
  ])('is null when %s', (_when, config, deals, reason) => {
    const ltv = ltvOf(input(config, deals));

    expect(ltv).toMatchObject({ figure: { value: null, reason }, basis: null });
  });

  it('learns months from customers under contract and those that left', () => {
    const config = {
      targets: { ltv: { method: 'subscription', monthlyProfit: 50_000 } },
      salesforce: { contractEnd: 'End__c' },
    };

    const ltv = ltvOf(input(config, { ltvFacts: LIFETIMES }));

    expect(ltv.figure.value?.toNumber()).toBe(2_500_000);
  });
});

describe('monthlyGrossProfit', () => {
  it.each<[string, ConfigParts, number]>([
    ['the configured one (A9)', { targets: { monthlyGrossProfit: 50_000 } }, 50_000],
    [
      'the monthly profit of LTV',
      { targets: { ltv: { method: 'subscription', monthlyProfit: 40_000, months: 3 } } },
      40_000,
    ],
    [
      'yearly revenue at its margin',
      { targets: { ltv: { method: 'revenue', annualRevenue: 2_400_000, years: 3 }, grossMarginRatio: 0.25 } },
      50_000,
    ],
    [
      'the mean amount at its margin',
      { targets: { grossMarginRatio: 0.5 }, salesforce: { amountMeaning: 'annual' } },
      25_000,
    ],
  ])('is %s', (_what, config, expected) => {
    const profit = monthlyGrossProfit(input(config, TWO_DEALS));

    expect(profit.value?.toNumber()).toBe(expected);
  });

  it('never takes revenue for profit', () => {
    const targets = { ltv: { method: 'revenue', annualRevenue: 2_400_000, years: 3 } };

    const profit = monthlyGrossProfit(input({ targets }, TWO_DEALS));

    expect(profit).toEqual({ value: null, reason: 'no-gross-profit' });
  });
});
