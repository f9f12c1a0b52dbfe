import type { IncidenceStep } from './cumulative-incidence.ts';
import type { ClosedInterval } from './poisson-interval.ts';
import { winCountInterval } from './win-count-interval.ts';
import { winProbability } from './win-probability.ts';

/** A deal that is open now. */
export interface OpenDeal {
  readonly id: string;
  /** How long it has been open, in the unit of the curve. */
  readonly age: number;
  /** Null where it has none: it then counts as a deal and not as money. */
  readonly amount: number | null;
}

export interface PipelineForecast {
  readonly deals: readonly { readonly id: string; readonly probability: number }[];
  readonly wins: number;
  /** Middle 95 % of wins by chance alone; error in the curve is not in it. */
  readonly winsInterval: ClosedInterval;
  readonly amount: number;
  /** Standard deviation of `amount` by chance alone. */
  readonly amountDeviation: number;
  /** Deals older than any that was decided in the past: no probability, in no sum. */
  readonly beyondHistory: readonly string[];
  readonly withoutAmount: readonly string[];
}

/**
 * What the open pipeline will bring within a time, by what became of deals of the same age; to be shown beside the
 * salespeople's own forecast (読み), never instead of it.
 * Formula  wins = Σ p, amount = Σ p · amount, deviation = √Σ p · (1 − p) · amount²; p by `winProbability`
 * Unit     deals; the unit of amount
 * Empty    zeros without open deals
 * Source   issue 5, section 5; kpi-methods F.2
 */
export function pipelineForecast(
  open: readonly OpenDeal[],
  steps: readonly IncidenceStep[],
  horizon: number,
): PipelineForecast {
  const weighed = open.map((deal) => ({ ...deal, probability: winProbability(steps, deal.age, horizon) }));
  const known = weighed.flatMap(({ probability, ...deal }) =>
    probability === null ? [] : [{ ...deal, probability }],
  );
  const sum = (of: (probability: number, amount: number) => number): number =>
    known.reduce((total, { probability, amount }) => total + of(probability, amount ?? 0), 0);
  return {
    deals: known.map(({ id, probability }) => ({ id, probability })),
    wins: sum((probability) => probability),
    winsInterval: winCountInterval(known.map(({ probability }) => probability)),
    amount: sum((probability, amount) => probability * amount),
    amountDeviation: Math.sqrt(sum((probability, amount) => probability * (1 - probability) * amount ** 2)),
    beyondHistory: weighed.filter(({ probability }) => probability === null).map(({ id }) => id),
    withoutAmount: known.filter(({ amount }) => amount === null).map(({ id }) => id),
  };
}
