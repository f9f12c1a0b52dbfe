import { lastDayOfMonth, monthOf, monthsOf } from '../../domain/calendar.ts';
import type { CustomerMrr } from './mrr-movements.ts';

/** One contract of a customer. */
export interface Contract {
  readonly customer: string;
  readonly start: string;
  /** Last day; null: no end known, still running. */
  readonly end: string | null;
  /** What one billing period costs, in minor units. */
  readonly amountMinor: number;
  /** Months one billing period covers: 12 for a yearly amount. */
  readonly billingMonths: number;
}

/**
 * What customers pay a month by their contracts, up to a month. A contract counts in each month on whose last day it
 * runs, so that a renewal from one day to the next is no churn.
 * Formula  amount ÷ billing months
 * Unit     minor units, rounded half up
 * Empty    no contracts, or none that has begun, give no rows
 * Source   kpi-methods B.8, golden 15: $2,000 a year is 166.67 a month
 */
export function contractMrr(contracts: readonly Contract[], until: string): readonly CustomerMrr[] {
  return contracts.flatMap(({ customer, start, end, amountMinor, billingMonths }) => {
    const months = monthsOf(monthOf(start), until);
    const running = months.filter((month) => end === null || end >= lastDayOfMonth(month));
    const monthly = Math.round(amountMinor / billingMonths);
    return running.map((month) => ({ customer, month, amountMinor: monthly }));
  });
}
