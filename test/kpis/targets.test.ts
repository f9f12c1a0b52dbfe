import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../lib/kpis/figure.ts';
import { companyTarget, costTargets } from '../../lib/kpis/targets.ts';
import { aConfig } from './builders.ts';

const LTV = { figure: known(6_000_000), basis: 'revenue' } as const;

/** Rates that the KPI design article implies: 50 %, 40 %, 70 %, 20 % (A9 decoded, golden 01 and 02). */
const ARTICLE = {
  monthlyGrossProfit: 50_000,
  paybackMonths: 12,
  rates: { leadToMql: 0.5, mqlToSql: 0.4, sqlToOpportunity: 0.7, opportunityToWon: 0.2 },
};

describe('costTargets', () => {
  it('works back 600,000 / 120,000 / 84,000 / 33,600 / 16,800 (KPI design article, A9)', () => {
    const costs = costTargets(aConfig({ targets: ARTICLE }));

    expect(costs).toEqual({
      won: '600000',
      opportunity: '120000',
      sql: '84000',
      mql: '33600',
      lead: '16800',
      reasons: {},
    });
  });

  it('stops at the first rate that nobody configured', () => {
    const costs = costTargets(
      aConfig({ targets: { ...ARTICLE, rates: { opportunityToWon: 0.2, mqlToSql: 0.4 } } }),
    );

    expect(costs).toMatchObject({ won: '600000', opportunity: '120000', sql: null, mql: null, lead: null });
    expect(costs.reasons).toEqual({ sql: 'not-mapped', mql: 'not-mapped', lead: 'not-mapped' });
  });

  it.each([
    ['payback months', { monthlyGrossProfit: 50_000 }, 'not-mapped'],
    ['gross profit', { paybackMonths: 12 }, 'no-gross-profit'],
  ])('is null without %s', (_what, targets, reason) => {
    const costs = costTargets(aConfig({ targets }));

    expect(costs.won).toBeNull();
    expect(costs.reasons.won).toBe(reason);
  });
});

describe('companyTarget', () => {
  it('is a third of LTV: ¥6,000,000 ÷ 3 = ¥2,000,000 (ferret Q&A, A6)', () => {
    const target = companyTarget(aConfig(), LTV);

    expect(target.figure.value?.toNumber()).toBe(2_000_000);
    expect(target.basis).toBe('ltv');
  });

  it('is the configured amount before LTV', () => {
    const target = companyTarget(aConfig({ targets: { cac: '600000' } }), LTV);

    expect(target.figure.value?.toNumber()).toBe(600_000);
    expect(target.basis).toBe('configured');
  });

  it('is null with the reason of LTV', () => {
    const target = companyTarget(aConfig(), { figure: unknown('not-mapped'), basis: null });

    expect(target).toEqual({ figure: { value: null, reason: 'not-mapped' }, basis: null });
  });
});
