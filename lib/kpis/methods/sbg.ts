import betaln from '@stdlib/math-base-special-betaln';
import { likeliest } from './likeliest.ts';

/** Renewals the longest cohort must have been through before a curve can be told from a constant. */
const MIN_RENEWALS = 3;
const MIN_CHURNED = 30;
/** Parameters beyond e^±14 describe customers who are all alike, or all of one of two kinds. */
const MAX_LOG = 14;

/** Customers of one start who are left after each renewal, the start first. */
export interface RenewalCohort {
  readonly remaining: readonly number[];
  /** Contract length, in months: one renewal comes every so many. */
  readonly contractMonths: number;
}

/** Shifted beta-geometric: each customer leaves at each renewal with a chance of its own, Beta(alpha, beta) over all. */
export interface SbgFit {
  readonly alpha: number;
  readonly beta: number;
  readonly logLikelihood: number;
  readonly contractMonths: number;
}

export type SbgResult =
  | { readonly reason: null; readonly fit: SbgFit }
  | { readonly reason: 'no-customers' | 'mixed-contract-lengths' | 'too-few-renewals' | 'too-few-churned' };

/**
 * Learns how customers under contract leave.
 * Formula  maximum of Σ over cohorts and renewals of lost · ln P(t) + left · ln S(last), with
 *          P(t) = B(α + 1, β + t − 1) ÷ B(α, β) and S(t) = B(α, β + t) ÷ B(α, β)
 * Empty    'no-customers'; refused on mixed contract lengths, below 3 renewals of the longest cohort, below 30 customers
 *          lost
 * Source   Fader & Hardie 2007 and 2010; kpi-methods 89, golden 06
 */
export function fitSbg(cohorts: readonly RenewalCohort[]): SbgResult {
  const [first] = cohorts;
  if (first === undefined) return { reason: 'no-customers' };
  const { contractMonths } = first;
  if (cohorts.some((cohort) => cohort.contractMonths !== contractMonths))
    return { reason: 'mixed-contract-lengths' };
  const renewals = Math.max(...cohorts.map(({ remaining }) => remaining.length - 1));
  if (renewals < MIN_RENEWALS) return { reason: 'too-few-renewals' };
  const churned = cohorts.reduce(
    (sum, { remaining }) => sum + (remaining[0] ?? 0) - (remaining.at(-1) ?? 0),
    0,
  );
  if (churned < MIN_CHURNED) return { reason: 'too-few-churned' };
  const best = likeliest(([alpha = 1, beta = 1]) => logLikelihood(alpha, beta, cohorts), [0, 0], MAX_LOG);
  const [alpha = 1, beta = 1] = best.parameters;
  return { reason: null, fit: { alpha, beta, logLikelihood: best.logLikelihood, contractMonths } };
}

function logLikelihood(alpha: number, beta: number, cohorts: readonly RenewalCohort[]): number {
  const base = betaln(alpha, beta);
  let sum = 0;
  for (const { remaining } of cohorts) {
    for (let renewal = 1; renewal < remaining.length; renewal += 1) {
      const lost = (remaining[renewal - 1] ?? 0) - (remaining[renewal] ?? 0);
      sum += lost * (betaln(alpha + 1, beta + renewal - 1) - base);
    }
    sum += (remaining.at(-1) ?? 0) * (betaln(alpha, beta + remaining.length - 1) - base);
  }
  return sum;
}
