import { divide, type Figure, known } from '../figure.ts';
import type { CustomerMovements, MrrMovements } from './mrr-movements.ts';

/** Ratios of one month's, or several summed months', movements. */
export interface MrrRates {
  /** (churn + contraction) ÷ start. */
  readonly grossChurn: Figure;
  /** (churn + contraction − expansion − reactivation) ÷ start; negative where those who stay outgrow those who leave. */
  readonly netChurn: Figure;
  /** (start − churn − contraction) ÷ start, at most 1. */
  readonly grossRetention: Figure;
  /** (start + expansion + reactivation − churn − contraction) ÷ start. */
  readonly netRetention: Figure;
  /** (new + expansion + reactivation) ÷ (churn + contraction). */
  readonly quickRatio: Figure;
}

/**
 * GRR, NRR, gross and net MRR churn and the quick ratio. Reactivation counts in net figures, never in gross ones.
 * Formula  see `MrrRates`
 * Unit     ratio
 * Empty    'no-customers' without MRR at the start; 'no-churn' for the quick ratio where nothing was lost
 * Source   kpi-methods 80–83; golden 15
 */
export function mrrRates(mrr: Omit<MrrMovements, 'end'>): MrrRates {
  const lost = mrr.churn + mrr.contraction;
  const regained = mrr.expansion + mrr.reactivation;
  const perStart = (amount: number): Figure => divide(known(amount), known(mrr.start), 'no-customers');
  return {
    grossChurn: perStart(lost),
    netChurn: perStart(lost - regained),
    grossRetention: perStart(Math.min(mrr.start, mrr.start - lost)),
    netRetention: perStart(mrr.start - lost + regained),
    quickRatio: divide(known(mrr.new + regained), known(lost), 'no-churn'),
  };
}

/**
 * Customer retention (顧客維持率).
 * Formula  (end − new − reactivated) ÷ start
 * Unit     ratio. Empty: 'no-customers' without any at the start
 * Source   kpi-methods 77 (the article's sentence is garbled); golden 01: (110 − 25) ÷ 100
 */
export function customerRetention(customers: Omit<CustomerMovements, 'churned'>): Figure {
  const { start, end, reactivated } = customers;
  return divide(known(end - customers.new - reactivated), known(start), 'no-customers');
}

/**
 * Logo churn (解約率).
 * Formula  churned ÷ start
 * Unit     ratio. Empty: 'no-customers'
 * Source   kpi-methods 78
 */
export function logoChurn({ churned, start }: Pick<CustomerMovements, 'churned' | 'start'>): Figure {
  return divide(known(churned), known(start), 'no-customers');
}

/**
 * ARPA (月額顧客単価).
 * Formula  MRR ÷ customers
 * Unit     minor units per customer and month. Empty: 'no-customers'
 * Source   kpi-methods 84
 */
export function arpa(mrrMinor: number, customers: number): Figure {
  return divide(known(mrrMinor), known(customers), 'no-customers');
}
