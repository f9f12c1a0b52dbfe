import { type Columns, creditOf, NO_DAY, NONE } from './columns.ts';
import type { ColumnChange } from './fold-columns.ts';
import { emptyTable, layerOf, placesIn, type SumTable, widened } from './sum-table.ts';
import { pickedTouch } from './weigh-row.ts';

/** Companies by what their first win belongs to: how many, their wins and money ever since, and days from first to last win. */
const CUSTOMER_LAYERS = ['customers', 'wins', 'wonMinor', 'lifeDays'] as const;
const FIRST_TOUCH = { kind: 'one', which: 'first', until: 'won' } as const;

/** A cohort of one channel; all null where it has no customer, and cac where it has no spend. */
export interface CustomerFigures {
  /** Minor units of spend per new customer. */
  readonly cac: number | null;
  /** Minor units won per customer so far. */
  readonly ltv: number | null;
  /** Wins per customer. */
  readonly frequency: number | null;
  /** Days from the first win to the last. */
  readonly lifeDays: number | null;
}

/**
 * New customers of every group and channel, with what they bought: a company belongs to the group of its first win and
 * to that win's first touch. Two wins of one day: the one of the lower id was first.
 * Unit     companies, wins, minor units, days
 * Empty    a row without a company, a group, a win or touches is nobody's
 */
export function foldCustomers(columns: Columns): SumTable {
  const table = widened(emptyTable(CUSTOMER_LAYERS), [columns]);
  addCustomers(table, columns, 1);
  return table;
}

/** The table after a change. Both sides hold every row of each company of which a row changed. */
export function changeCustomers(table: SumTable, { before, after }: ColumnChange): SumTable {
  const changed = widened(table, [before, after]);
  addCustomers(changed, before, -1);
  addCustomers(changed, after, 1);
  return changed;
}

/** Ratios of sums, of one cohort or of any number of them added up. */
export function customerFigures(
  sums: Readonly<Partial<Record<string, number>>>,
  spendMinor: number | null,
): CustomerFigures {
  const { customers = 0, wins = 0, wonMinor = 0, lifeDays = 0 } = sums;
  if (customers === 0) return { cac: null, ltv: null, frequency: null, lifeDays: null };
  return {
    cac: spendMinor === null ? null : spendMinor / customers,
    ltv: wonMinor / customers,
    frequency: wins / customers,
    lifeDays: lifeDays / customers,
  };
}

function addCustomers(table: SumTable, columns: Columns, sign: 1 | -1): void {
  const { firstRow, lastDay, wins, wonMinor } = byCompany(columns);
  const { rowAt, creditAt } = placesIn(table, columns);
  const [customerSums, winSums] = [layerOf(table, 'customers'), layerOf(table, 'wins')];
  const [moneySums, lifeSums] = [layerOf(table, 'wonMinor'), layerOf(table, 'lifeDays')];
  for (let company = 0; company < columns.companies; company += 1) {
    const row = firstRow[company] ?? NONE;
    if (row === NONE) continue;
    const mark = columns.touchMark[pickedTouch(columns, row, FIRST_TOUCH)] ?? 0;
    const cell = (rowAt[columns.group[row] ?? NONE] ?? 0) + (creditAt[creditOf(mark)] ?? 0);
    const life = (lastDay[company] ?? 0) - (columns.wonDay[row] ?? 0);
    customerSums[cell] = (customerSums[cell] ?? 0) + sign;
    winSums[cell] = (winSums[cell] ?? 0) + sign * (wins[company] ?? 0);
    moneySums[cell] = (moneySums[cell] ?? 0) + sign * (wonMinor[company] ?? 0);
    lifeSums[cell] = (lifeSums[cell] ?? 0) + sign * life;
  }
}

/** Per company, all `companies` long: the row of its first win or NONE, the day of the last, how many, and their money. */
function byCompany(columns: Columns) {
  const { rows, companies, company, group, wonDay, amountMinor, touchStart } = columns;
  const firstRow = new Int32Array(companies).fill(NONE);
  const lastDay = new Int32Array(companies);
  const wins = new Int32Array(companies);
  const wonMinor = new Float64Array(companies);
  for (let row = 0; row < rows; row += 1) {
    const of = company[row] ?? NONE;
    const day = wonDay[row] ?? NO_DAY;
    if (of === NONE || day === NO_DAY || group[row] === NONE) continue;
    if (touchStart[row] === touchStart[row + 1]) continue;
    const first = firstRow[of] ?? NONE;
    if (first === NONE || isEarlier(columns, row, first)) firstRow[of] = row;
    lastDay[of] = first === NONE ? day : Math.max(lastDay[of] ?? 0, day);
    wins[of] = (wins[of] ?? 0) + 1;
    wonMinor[of] = (wonMinor[of] ?? 0) + (amountMinor[row] ?? 0);
  }
  return { firstRow, lastDay, wins, wonMinor };
}

function isEarlier({ wonDay, ids }: Columns, row: number, other: number): boolean {
  const days = (wonDay[row] ?? NO_DAY) - (wonDay[other] ?? NO_DAY);
  return days === 0 ? (ids[row] ?? '') < (ids[other] ?? '') : days < 0;
}
