import { describe, expect, it } from 'vitest';
import type { CampaignCost } from '../../../lib/domain/campaign-cost.ts';
import type { CampaignRecord } from '../../../lib/domain/entities.ts';
import { rateBook } from '../../../lib/kpis/journeys/deal-amount.ts';
import { campaignRows } from '../../../lib/pipeline/spend/campaign-rows.ts';
import { aCampaign, aConfig, aRate, ref } from '../../support/builders.ts';

describe('campaignRows', () => {
  it('spreads a cost over the days of its campaign, in the channel its rules give', () => {
    const { rows, issues } = read([aCost()]);

    expect(issues).toEqual([]);
    expect(rows.map(({ origin }) => origin)).toEqual(['salesforce-campaign']);
    expect(rows[0]?.days).toEqual(
      ['2026-02-01', '2026-02-02'].map((day) => ({
        day,
        amountMinor: 500,
        channel: 'event',
        isKnownChannel: true,
        campaign: 'Expo',
        subChannel: null,
        currency: 'JPY',
        costScope: 'program',
        source: 'salesforce/Campaign/1',
      })),
    );
  });

  it.each<[string, Partial<CampaignCost>, string]>([
    ['no end', { to: null }, 'lacks a start or an end date'],
    ['an end before the start', { to: '2026-01-31' }, 'ends before it starts'],
    ['more days than a row may have', { to: '2036-01-31' }, 'longer than 1,100 days'],
    ['a currency without a rate', { currency: 'EUR' }, 'no rate to the reporting currency'],
  ])('lists a cost with %s', (_case, parts, why) => {
    const { rows, issues } = read([aCost(parts)]);

    expect(rows).toEqual([]);
    expect(issues).toMatchObject([{ code: 'campaign-spend-left-out', detail: expect.stringContaining(why) }]);
  });

  it('converts by the rate of the first day', () => {
    const { rows } = read([aCost({ currency: 'USD', amount: '10' })]);

    expect(rows[0]?.days.map(({ amountMinor }) => amountMinor)).toEqual([3, 2]);
  });

  it('counts the children of a parent that only sums them, and says so', () => {
    const parent = ref('salesforce/Campaign/1');
    const child = (id: string, amount: string) =>
      aCost({
        ref: ref(`salesforce/Campaign/${id}`),
        campaign: ref(`salesforce/Campaign/${id}`),
        parent,
        amount,
      });

    const { rows, issues } = read([aCost(), child('2', '400'), child('3', '600')]);
    const more = read([aCost({ amount: '1001' }), child('2', '400'), child('3', '600')]);

    expect(rows.map(({ days }) => days[0]?.source)).toEqual([
      'salesforce/Campaign/2',
      'salesforce/Campaign/3',
    ]);
    expect(issues[0]?.detail).toContain('sum of its child campaigns');
    expect(more.rows).toHaveLength(3);
  });

  it('keeps the cost of a campaign without a channel rule, unallocated', () => {
    const { rows, issues } = read([aCost()], aCampaign('1', { type: 'Dinner' }));

    expect(rows[0]?.days[0]).toMatchObject({ channel: 'Expo', isKnownChannel: false });
    expect(issues).toMatchObject([{ code: 'spend-unknown-channel', ref: 'salesforce/Campaign/1' }]);
  });

  it('parts budgets from costs', () => {
    const costs = [aCost(), aCost({ kind: 'budget', amount: '2' })];

    const budget = campaignRows(factsOf(costs), 'budget', aConfig());

    expect(budget.rows.flatMap(({ days }) => days)).toMatchObject([
      { kind: 'budget', amountMinor: 1 },
      { kind: 'budget', amountMinor: 1 },
    ]);
  });
});

function read(costs: readonly CampaignCost[], campaign?: CampaignRecord) {
  return campaignRows(factsOf(costs, campaign), 'spend', aConfig());
}

function factsOf(costs: readonly CampaignCost[], campaign = aCampaign('1')) {
  const rates = rateBook([aRate('USD'), aRate('JPY', { perCorporateUnit: '1' })], 'Asia/Tokyo');
  return { costs, campaigns: new Map([['salesforce/Campaign/1', campaign]]), rates };
}

function aCost(parts: Partial<CampaignCost> = {}): CampaignCost {
  const at = ref('salesforce/Campaign/1');
  return {
    kind: 'spend',
    ref: at,
    campaign: at,
    parent: null,
    amount: '1000',
    currency: null,
    from: '2026-02-01',
    to: '2026-02-02',
    ...parts,
  };
}
