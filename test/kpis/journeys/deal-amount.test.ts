import { describe, expect, it } from 'vitest';
import type { RateRecord } from '../../../lib/domain/entities.ts';
import { dealAmount, rateBook } from '../../../lib/kpis/journeys/deal-amount.ts';
import { aConfig, aRate, aWonDeal } from '../../support/builders.ts';
import { build, issueList, onlyRow } from './build.ts';

const DEAL = 'salesforce/Opportunity/1';
const JPY = aRate('JPY', { isCorporate: true, perCorporateUnit: '1' });
const EARLY = aRate('USD', { perCorporateUnit: '0.01', from: '2026-01-01', until: '2026-03-01' });
const LATE = aRate('USD', { perCorporateUnit: '0.008', from: '2026-03-01' });

describe('dealAmount', () => {
  it.each<[string, string, string | null, readonly RateRecord[], object]>([
    ['its own currency', '300000', 'JPY', [], { amountMinor: 300_000 }],
    ['no currency said', '300000', null, [], { amountMinor: 300_000 }],
    ['the rate of its close day', '100', 'USD', [JPY, EARLY, LATE], { amountMinor: 12_500 }],
    ['a rate that always holds', '100', 'USD', [JPY, aRate('USD')], { amountMinor: 50 }],
    [
      'a dated rate before one that always holds',
      '100',
      'USD',
      [JPY, aRate('USD'), LATE],
      { amountMinor: 12_500 },
    ],
    [
      'the corporate currency between the two',
      '90',
      'EUR',
      [
        aRate('USD', { isCorporate: true }),
        aRate('EUR', { perCorporateUnit: '0.9' }),
        aRate('JPY', { perCorporateUnit: '150' }),
      ],
      { amountMinor: 15_000 },
    ],
    [
      'the corporate currency itself',
      '10',
      'USD',
      [aRate('USD', { isCorporate: true }), aRate('JPY', { perCorporateUnit: '150' })],
      { amountMinor: 1500 },
    ],
    [
      'the rate of an instant on which that day began in the business',
      '100',
      'USD',
      [
        JPY,
        { ...EARLY, until: '2026-02-28T15:00:00.000Z' },
        { ...LATE, from: '2026-02-28T15:00:00.000Z', until: '2026-03-01T15:00:00.000Z' },
        aRate('USD', { perCorporateUnit: '1', from: '2026-03-01T15:00:00.000Z' }),
      ],
      { amountMinor: 12_500 },
    ],
    ['half a unit, rounded up', '1', 'USD', [JPY, aRate('USD')], { amountMinor: 1 }],
  ])('reads an amount by %s', (_case, amount, currency, rates, expected) => {
    expect(amountOf({ amount, currency }, rates)).toEqual(expected);
  });

  it.each<[string, readonly RateRecord[]]>([
    ['none at all', []],
    ['one for another currency', [JPY, aRate('EUR')]],
    ['one that ended the day before', [JPY, { ...EARLY, until: '2026-03-01' }]],
    ['one that begins the day after', [JPY, { ...LATE, from: '2026-03-02' }]],
    ['one of another CRM', [JPY, { ...aRate(), ref: { crm: 'hubspot', object: 'rates', id: '1' } }]],
    ['one of zero', [JPY, aRate('USD', { perCorporateUnit: '0' })]],
    ['none for the reporting currency', [aRate()]],
  ])('F75: has no amount, and never takes 1 for the rate, where the rates known are %s', (_case, rates) => {
    const amount = amountOf({ amount: '100', currency: 'USD' }, rates);

    expect(amount).toEqual({ amountMinor: null, reason: 'no-rate' });
  });

  it('F75: needs a rate that always holds where the deal has no close day', () => {
    const deal = aWonDeal(DEAL, { amount: '100', currency: 'USD' });
    const money = { currency: 'JPY', day: null };

    expect(dealAmount(deal, { ...money, rates: rateBook([JPY, LATE], 'UTC') })).toMatchObject({
      reason: 'no-rate',
    });
    expect(dealAmount(deal, { ...money, rates: rateBook([JPY, aRate()], 'UTC') })).toEqual({
      amountMinor: 50,
    });
  });

  it.each([null, '0', 'many'])('is blank for %j', (amount) => {
    expect(amountOf({ amount, currency: 'USD' }, [JPY, LATE])).toEqual({
      amountMinor: null,
      reason: 'blank',
    });
  });

  it('F75: leaves a won deal without revenue, flagged and listed, where no rate is known', () => {
    const journeys = build([aWonDeal(DEAL, { currency: 'USD' })]);

    expect(onlyRow(journeys.of('won'))).toMatchObject({
      amountMinor: null,
      flags: expect.arrayContaining(['no-amount']),
    });
    expect(issueList(journeys)).toContain(`unknown-currency ${DEAL}`);
  });

  it('gives a won deal its revenue in the reporting currency', () => {
    const journeys = build([aWonDeal(DEAL, { currency: 'USD', amount: '100' }), JPY, LATE], {
      config: aConfig(),
    });

    expect(onlyRow(journeys.of('won'))).toMatchObject({ amountMinor: 12_500, currency: 'JPY' });
    expect(issueList(journeys)).not.toContain(`unknown-currency ${DEAL}`);
  });
});

function amountOf(deal: { amount: string | null; currency: string | null }, rates: readonly RateRecord[]) {
  return dealAmount(aWonDeal(DEAL, deal), {
    currency: 'JPY',
    day: '2026-03-01',
    rates: rateBook(rates, 'Asia/Tokyo'),
  });
}
