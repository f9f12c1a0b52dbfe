import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitSbg, type RenewalCohort, type SbgFit } from '../../../lib/kpis/methods/sbg.ts';
import { expectedContracts, sbgLtv, sbgSurvival } from '../../../lib/kpis/methods/sbg-lifetime.ts';

/** Tolerance that golden 06 gives. */
const TOLERANCE = 1e-3;
/** Far enough for 10 % a year to leave nothing. */
const FOREVER = 1000;
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];
const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491];
const FOUR_COHORTS = [
  [10_000, 8000, 6480, 5307, 4391],
  [10_000, 8000, 6480, 5307],
  [10_000, 8000, 6480],
  [10_000, 8000],
];

describe('fitSbg', () => {
  it.each([
    ['Regular', [REGULAR], 0.704077311755944, 1.182043076245149, -1680.2651884632862],
    ['HighEnd', [HIGH_END], 0.6680884587425977, 3.8060957208381745, -1611.1581473911547],
    ['multi_cohort', FOUR_COHORTS, 3.7981350209933713, 15.191945817379038, -40255.837280740496],
  ])('finds the parameters of golden 06, %s', (_case, cohorts, alpha, beta, logLikelihood) => {
    const fit = fitOf(cohorts);

    expect(Math.abs(fit.alpha / alpha - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs(fit.beta / beta - 1)).toBeLessThan(TOLERANCE);
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 3);
  });

  it.each<[string, readonly RenewalCohort[], string]>([
    ['no cohort', [], 'no-customers'],
    ['two renewals', [aCohort([1000, 800, 700])], 'too-few-renewals'],
    ['29 customers lost', [aCohort([100, 90, 80, 71])], 'too-few-churned'],
    ['contracts of two lengths', [aCohort(HIGH_END), aCohort(REGULAR, 1)], 'mixed-contract-lengths'],
  ])('refuses %s', (_case, cohorts, reason) => {
    expect(fitSbg(cohorts)).toEqual({ reason });
  });

  it('takes three renewals with 30 customers lost', () => {
    expect(fitSbg([aCohort([100, 90, 80, 70])]).reason).toBeNull();
  });
});

describe('the fitted curve', () => {
  it.each([
    ['Regular', REGULAR, 0.1700374528788152],
    ['HighEnd', HIGH_END, 0.3779990552016699],
  ])('survives to year 12 as golden 06, %s', (_case, remaining, expected) => {
    expect(sbgSurvival(fitOf([remaining]), 12)).toBeCloseTo(expected, 4);
  });

  it.each([
    ['Regular', REGULAR, 3.6949084427759, 6.842314906906991],
    ['HighEnd', HIGH_END, 5.922253397361356, 7.529627775716337],
  ])('is worth the contracts of golden 06, %s', (_case, remaining, lifetime, residual) => {
    const fit = fitOf([remaining]);

    const contracts = [0, 8].map((from) => expectedContracts(fit, { from, discount: 0.1, periods: FOREVER }));

    expect(Math.abs((contracts[0] ?? 0) / lifetime - 1)).toBeLessThan(TOLERANCE);
    expect(Math.abs((contracts[1] ?? 0) / residual - 1)).toBeLessThan(TOLERANCE);
  });

  it('is worth the residual contracts of golden 06, multi_cohort', () => {
    const fit = fitOf(FOUR_COHORTS);

    [3.3099140481018523, 3.4511674216594086, 3.5867762637181215, 3.717104298533906, 3.84248209141371].forEach(
      (expected, at) => {
        const contracts = expectedContracts(fit, { from: at + 1, discount: 0.1, periods: FOREVER });

        expect(Math.abs(contracts / expected - 1)).toBeLessThan(TOLERANCE);
      },
    );
  });

  it('never rises, and retention of those who stay grows', () => {
    const anyShape = fc.double({ min: 0.05, max: 50, noNaN: true });
    fc.assert(
      fc.property(anyShape, anyShape, fc.integer({ min: 1, max: 60 }), (alpha, beta, renewals) => {
        const [before, now, next] = [renewals - 1, renewals, renewals + 1].map((at) =>
          sbgSurvival({ alpha, beta }, at),
        );

        expect(now).toBeLessThan(before ?? 0);
        expect((next ?? 0) / (now ?? 1)).toBeGreaterThan((now ?? 0) / (before ?? 1));
      }),
    );
  });
});

describe('sbgLtv', () => {
  it('counts the contracts of 60 months and none after', () => {
    const fit = { alpha: 0.7, beta: 3.8, logLikelihood: 0, contractMonths: 12 };

    const ltv = sbgLtv(fit, { monthlyProfit: 10_000, annualDiscount: 0 });

    const years = [0, 1, 2, 3, 4].reduce((sum, renewals) => sum + sbgSurvival(fit, renewals), 0);
    expect(ltv).toBeCloseTo(120_000 * years, 6);
  });

  it('discounts a monthly contract by the month', () => {
    const fit = { alpha: 0.7, beta: 3.8, logLikelihood: 0, contractMonths: 1 };

    const ltv = sbgLtv(fit, { monthlyProfit: 1, annualDiscount: 0.1 });

    const discount = 1.1 ** (1 / 12) - 1;
    expect(ltv).toBeCloseTo(expectedContracts(fit, { from: 0, discount, periods: 60 }), 12);
  });
});

function aCohort(remaining: readonly number[], contractMonths = 12): RenewalCohort {
  return { remaining, contractMonths };
}

function fitOf(cohorts: readonly (readonly number[])[]): SbgFit {
  const result = fitSbg(cohorts.map((remaining) => aCohort(remaining)));
  if (result.reason !== null) throw new Error(result.reason);
  return result.fit;
}
