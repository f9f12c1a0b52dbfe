import { addDays, firstDayOfMonth, monthOf } from '../../domain/calendar.ts';

/** What one customer pays in one month; months without a row are 0. */
export interface CustomerMrr {
  readonly customer: string;
  readonly month: string;
  readonly amountMinor: number;
}

/** Changes of MRR over one month, in minor units; all but `start` and `end` at least 0. */
export interface MrrMovements {
  readonly start: number;
  readonly new: number;
  readonly expansion: number;
  readonly contraction: number;
  readonly churn: number;
  readonly reactivation: number;
  readonly end: number;
}

/** Customers over the same month. */
export interface CustomerMovements {
  readonly start: number;
  readonly new: number;
  readonly churned: number;
  readonly reactivated: number;
  readonly end: number;
}

export interface MonthMovements {
  readonly month: string;
  readonly mrr: MrrMovements;
  readonly customers: CustomerMovements;
}

/**
 * Movements of MRR and of customers, month by month. All a customer pays is one amount: cancelling one of two
 * subscriptions is a contraction.
 * Formula  from 0: new, or reactivation for who paid before; to 0: churn; up: expansion; down: contraction;
 *          end = start + new + expansion + reactivation − contraction − churn
 * Unit     minor units; customers
 * Takes    `months` in order and without gaps; rows before the first of them say who is no new customer
 * Empty    months without rows are all 0
 * Source   kpi-methods 76, 79; golden 15
 */
export function mrrMovements(
  rows: readonly CustomerMrr[],
  months: readonly string[],
): readonly MonthMovements[] {
  const [firstMonth] = months;
  if (firstMonth === undefined) return [];
  const byMonth = Map.groupBy(rows, ({ month }) => month);
  const known = payingCustomers(rows.filter(({ month }) => month < firstMonth));
  let paid = sumByCustomer(byMonth.get(monthOf(addDays(firstDayOfMonth(firstMonth), -1))) ?? []);
  return months.map((month) => {
    const next = sumByCustomer(byMonth.get(month) ?? []);
    const moved = movementsOf(month, { paid, next, known });
    for (const customer of next.keys()) known.add(customer);
    paid = next;
    return moved;
  });
}

type Amounts = ReadonlyMap<string, number>;

function payingCustomers(rows: readonly CustomerMrr[]): Set<string> {
  return new Set(rows.flatMap(({ customer, amountMinor }) => (amountMinor > 0 ? [customer] : [])));
}

/** Who pays something, and how much in all. */
function sumByCustomer(rows: readonly CustomerMrr[]): Amounts {
  const sums = new Map<string, number>();
  for (const { customer, amountMinor } of rows) sums.set(customer, (sums.get(customer) ?? 0) + amountMinor);
  return new Map([...sums].filter(([, amount]) => amount > 0));
}

function movementsOf(
  month: string,
  state: { readonly paid: Amounts; readonly next: Amounts; readonly known: ReadonlySet<string> },
): MonthMovements {
  const { paid, next, known } = state;
  const mrr = { new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0 };
  const customers = { new: 0, churned: 0, reactivated: 0 };
  for (const [customer, amount] of next) {
    const before = paid.get(customer);
    if (before !== undefined) {
      mrr.expansion += Math.max(0, amount - before);
      mrr.contraction += Math.max(0, before - amount);
    } else if (known.has(customer)) {
      mrr.reactivation += amount;
      customers.reactivated += 1;
    } else {
      mrr.new += amount;
      customers.new += 1;
    }
  }
  for (const [customer, amount] of paid) {
    if (next.has(customer)) continue;
    mrr.churn += amount;
    customers.churned += 1;
  }
  return {
    month,
    mrr: { start: total(paid), ...mrr, end: total(next) },
    customers: { start: paid.size, ...customers, end: next.size },
  };
}

function total(amounts: Amounts): number {
  return [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
}
