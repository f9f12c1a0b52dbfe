import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Figure, known, unknown } from '../../../lib/kpis/figure.ts';
import { paceOf } from '../../../lib/kpis/methods/pace.ts';
import { requiredBudget, requiredVolumes, requiredWins } from '../../../lib/kpis/methods/required-volumes.ts';
import { stageCosts } from '../../../lib/kpis/targets.ts';

const RATES = { leadToMql: 0.5, mqlToSql: 0.4, sqlToOpportunity: 0.7, opportunityToWon: 0.2 };

describe('requiredVolumes', () => {
  it.each([
    [1, { won: 1, opportunity: 5, sql: 8, mql: 18, lead: 36 }],
    [10, { won: 10, opportunity: 50, sql: 72, mql: 179, lead: 358 }],
    [25, { won: 25, opportunity: 125, sql: 179, mql: 447, lead: 893 }],
  ])('takes for %i wins the volumes of golden 02', (wins, expected) => {
    const volumes = requiredVolumes(wins, RATES);

    expect(numbersOf({ ...volumes })).toEqual(expected);
  });

  it('is the least whole volume that yields the wins', () => {
    const anyRate = fc.integer({ min: 1, max: 10_000 }).map((part) => part / 10_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), anyRate, anyRate, (wins, late, early) => {
        const { sql } = requiredVolumes(wins, { opportunityToWon: late, sqlToOpportunity: early });

        const yields = (volume: Big) => volume.times(late).times(early).gte(wins);
        const needed = sql.value ?? new Big(0);
        expect([yields(needed), yields(needed.minus(1))]).toEqual([true, false]);
      }),
    );
  });

  it.each([
    ['a rate is not configured', { opportunityToWon: 0.2 }, 'not-mapped'],
    ['a rate is 0', { opportunityToWon: 0.2, sqlToOpportunity: 0 }, 'rate-zero'],
  ])('stops where %s, and keeps the stages after it', (_why, rates, reason) => {
    const volumes = requiredVolumes(10, rates);

    expect(Number(volumes.opportunity.value)).toBe(50);
    expect([volumes.sql.reason, volumes.mql.reason, volumes.lead.reason]).toEqual([reason, reason, reason]);
  });
});

describe('stage costs and budget', () => {
  it('are those of golden 01 and 02: what the volumes cost is the budget', () => {
    const costs = stageCosts(known(600_000), RATES);
    const budget = requiredBudget(10, known(600_000));

    expect(numbersOf({ ...costs })).toEqual({
      won: 600_000,
      opportunity: 120_000,
      sql: 84_000,
      mql: 33_600,
      lead: 16_800,
    });
    expect(Number(budget.value)).toBe(6_000_000);
  });

  it('have no budget without a CAC', () => {
    expect(requiredBudget(10, unknown('no-wins')).reason).toBe('no-wins');
  });
});

describe('requiredWins', () => {
  it('rounds the wins up that a revenue goal takes', () => {
    expect(Number(requiredWins(new Big(10_000_000), new Big(300_000)).value)).toBe(34);
    expect(Number(requiredWins(new Big(9_000_000), new Big(300_000)).value)).toBe(30);
  });

  it('has none without an amount', () => {
    expect(requiredWins(new Big(1), new Big(0)).reason).toBe('no-amount');
  });
});

describe('paceOf', () => {
  it('adds to the wins those that the cohorts still owe', () => {
    // 100 leads at 50 % and 100 at 20 % won 14: 20 % win in the end. They owe 100·.2·.4 + 100·.2·.6 = 20 more.
    const pace = paceOf({
      actual: 14,
      goal: 40,
      cohortWins: 14,
      cohorts: [
        { leads: 100, maturityNow: 0.5, maturityAtEnd: 0.9 },
        { leads: 100, maturityNow: 0.2, maturityAtEnd: 0.8 },
      ],
    });

    expect(Number(pace.attainment.value)).toBeCloseTo(0.35, 12);
    expect(Number(pace.projected.value)).toBeCloseTo(34, 9);
    expect(Number(pace.projectedAttainment.value)).toBeCloseTo(0.85, 9);
  });

  it('does not project cohorts of which nothing can have been won yet', () => {
    const pace = paceOf({
      actual: 0,
      goal: 10,
      cohortWins: 0,
      cohorts: [{ leads: 50, maturityNow: 0, maturityAtEnd: 0.5 }],
    });

    expect(pace.projected.reason).toBe('immature');
    expect(Number(pace.attainment.value)).toBe(0);
  });

  it('has no attainment without a goal', () => {
    const pace = paceOf({ actual: 3, goal: 0, cohortWins: 0, cohorts: [] });

    expect(pace.attainment.reason).toBe('no-target');
    expect(Number(pace.projected.value)).toBe(3);
  });
});

function numbersOf(figures: Readonly<Record<string, Figure>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(figures).map(([stage, { value }]) => [stage, Number(value)]));
}
