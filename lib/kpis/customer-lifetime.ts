import { daysBetween } from '../domain/calendar.ts';
import type { LedgerRow } from '../domain/ledger.ts';

/** Mean length of a month in days: 365.25 ÷ 12. */
const DAYS_PER_MONTH = 30.4375;

/** How long customers were customers, over all of them; plain JSON. */
export interface LtvFacts {
  readonly customers: number;
  /** Months under contract up to the day asked for, summed over customers. */
  readonly customerMonths: number;
  /** Customers whose last contract has ended. */
  readonly churned: number;
}

interface Contract {
  readonly start: string;
  /** Null: no end known, still running. */
  readonly end: string | null;
}

/**
 * Sums customers' time under contract from won rows and their mapped contract ends. A customer starts with
 * its first win and has churned when its last contract ended on or before `asOf`; a contract without an end runs on.
 * Deals without a company or day are left out. Empty: all zero.
 * Source   kpi-methods 78, 87; definitions.md, churn
 */
export function ltvFacts(rows: readonly LedgerRow[], asOf: string): LtvFacts {
  const companies = new Map<string, Contract>();
  for (const row of rows) {
    const { companyId, day, contractEnd = null } = row;
    if (row.stage !== 'won' || day === null || day > asOf || typeof companyId !== 'string') continue;
    companies.set(companyId, extend(companies.get(companyId), { start: day, end: contractEnd }));
  }
  const contracts = [...companies.values()];
  const days = contracts.map(({ start, end }) => daysBetween(start, end !== null && end < asOf ? end : asOf));
  return {
    customers: contracts.length,
    customerMonths: days.reduce((sum, count) => sum + Math.max(0, count), 0) / DAYS_PER_MONTH,
    churned: contracts.filter(({ end }) => end !== null && end <= asOf).length,
  };
}

function extend(known: Contract | undefined, next: Contract): Contract {
  if (known === undefined) return next;
  const start = known.start < next.start ? known.start : next.start;
  if (known.end === null || next.end === null) return { start, end: null };
  return { start, end: known.end > next.end ? known.end : next.end };
}
