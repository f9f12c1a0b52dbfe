import { monthOf } from '../domain/calendar.ts';
import type { LedgerRow, Model, SpendCoverage, SpendDay } from '../domain/ledger.ts';
import { divide, type Figure, known, shownMoney, unknown } from './figure.ts';
import { isInPeriod, type Period } from './period.ts';

/** A value and what it was computed from, down to records and spend rows. */
export interface Explanation {
  /** Metric, `file:line` of a spend row, ledger id of a deal, or `crm/object/id` of a record. */
  readonly label: string;
  readonly value: string | null;
  /** Why there is no value. */
  readonly valueReason?: string;
  readonly formula?: string;
  readonly inputs: readonly Explanation[];
}

/** Which CAC to explain. */
export interface CacQuery extends Period {
  /** Left out: all of them together (blended). Null: unattributed. */
  readonly channel?: string | null;
  /** Left out: the whole channel. Null: what names no sub-channel. */
  readonly subChannel?: string | null;
  readonly model: Model;
  readonly currency: string;
  /** Declared months without a spend row make spend a real zero. */
  readonly coverage?: readonly SpendCoverage[];
}

/**
 * How one CAC came about: spend by spend row, new customers by deal and CRM record.
 * Formula  spend ÷ new customers, as in the KPI table
 * Empty    null with 'spend-not-declared', 'unattributed', 'no-wins' or 'no-new-customers', and what there is as inputs
 */
export function explainCac(
  rows: readonly LedgerRow[],
  spend: readonly SpendDay[],
  query: CacQuery,
): Explanation {
  const wins = rows.filter((row) => isWin(row, query));
  const firsts = wins.filter(({ isNewCustomer }) => isNewCustomer === true);
  const days = spend.filter((day) => isSpend(day, query));
  const total = spendFigure(days, query);
  const base = query.channel === null && total.value !== null ? unknown('unattributed') : total;
  const cac = divide(base, known(firsts.length), wins.length === 0 ? 'no-wins' : 'no-new-customers');
  return {
    ...node('cac', cac, query.currency),
    formula: 'spend ÷ newCustomers',
    inputs: [
      { ...node('spend', total, query.currency), formula: 'Σ spend rows', inputs: spendRows(days, query) },
      {
        label: 'newCustomers',
        value: String(firsts.length),
        formula: 'companies whose first deal was won',
        inputs: firsts.map(dealNode).sort(byLabel),
      },
    ],
  };
}

function isWin(row: LedgerRow, query: CacQuery): boolean {
  if (row.stage !== 'won' || row.business === 'existing' || !isInPeriod(row.day, query)) return false;
  const credit = row.credit[query.model];
  return matches(credit.channel, credit.subChannel, query);
}

function isSpend(day: SpendDay, query: CacQuery): boolean {
  if (!isInPeriod(day.day, query)) return false;
  return day.isKnownChannel ? matches(day.channel, day.subChannel, query) : matches(null, null, query);
}

function matches(channel: string | null, subChannel: string | null, query: CacQuery): boolean {
  if (query.channel === undefined) return true;
  return channel === query.channel && (query.subChannel === undefined || subChannel === query.subChannel);
}

function spendFigure(days: readonly SpendDay[], query: CacQuery): Figure {
  if (days.length === 0 && query.channel !== null && !isDeclared(query)) return unknown('spend-not-declared');
  return known(days.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
}

function isDeclared({ channel, coverage = [], from, to }: CacQuery): boolean {
  return coverage.some(
    (entry) =>
      entry.status !== 'none' &&
      (channel === undefined || entry.channel === channel) &&
      entry.month >= monthOf(from) &&
      entry.month <= monthOf(to),
  );
}

function spendRows(days: readonly SpendDay[], query: CacQuery): readonly Explanation[] {
  const bySource = new Map<string, number>();
  for (const { source, amountMinor } of days) bySource.set(source, (bySource.get(source) ?? 0) + amountMinor);
  return [...bySource]
    .map(([source, minor]) => ({ ...node(source, known(minor), query.currency), inputs: [] }))
    .sort(byLabel);
}

function dealNode(row: LedgerRow): Explanation {
  return {
    label: row.id,
    value: row.day,
    ...(row.day === null ? { valueReason: 'undated' } : {}),
    inputs: row.sources.map((label) => ({ label, value: row.day, inputs: [] })),
  };
}

function node(label: string, figure: Figure, currency: string): Omit<Explanation, 'inputs'> {
  const valueReason = figure.reason === null ? {} : { valueReason: figure.reason };
  return { label, value: shownMoney(figure, currency), ...valueReason };
}

/** Files and lines in natural order: line 10 comes after line 9. */
function byLabel(a: Explanation, b: Explanation): number {
  return a.label.localeCompare(b.label, 'en', { numeric: true });
}
