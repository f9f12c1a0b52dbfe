import type { LedgerRow, Model, SpendDay } from '../domain/ledger.ts';
import { type FactCell, type FactCounts, NO_COUNTS } from './fact-cell.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type CellKey = Omit<FactCell, keyof FactCounts>;

/** Stands for null in a cell's key; no name of a channel, source or campaign holds a control character. */
const NULL_MARK = '\u0001';
const SEPARATOR = '\u0000';

/**
 * Folds ledger rows and spend days into cells that add up, sorted by their key: the same facts in any order
 * give the same bytes, and the cells of two halves sum to the cells of the whole.
 * Existing customers are kept out of leads, MQLs and SQLs, existing business out of deals (`definitions.md`).
 * Spend of a channel that the config does not know is kept, without a channel. Empty input gives no cells.
 */
export function foldFacts(
  rows: readonly LedgerRow[],
  spend: readonly SpendDay[],
  model: Model,
): readonly FactCell[] {
  const cells = new Map<string, Writable<FactCell>>();
  for (const row of rows) countRow(cells, row, model);
  for (const day of spend) cellAt(cells, spendKey(day)).spendMinor += day.amountMinor;
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function countRow(cells: Map<string, Writable<FactCell>>, row: LedgerRow, model: Model): void {
  const counter = counterOf(row);
  if (counter === null) return;
  const cell = cellAt(cells, rowKey(row, model));
  cell[counter] += 1;
  if (counter !== 'won') return;
  if (row.isNewCustomer === true) cell.newCustomer += 1;
  if (row.amountMinor === undefined || row.amountMinor === null) return;
  cell.wonMinor += row.amountMinor;
  cell.wonWithAmount += 1;
}

function counterOf(row: LedgerRow): keyof FactCounts | null {
  const isCustomer = row.flags.includes('existing-customer');
  switch (row.stage) {
    case 'lead':
      return isCustomer ? 'existingLead' : 'lead';
    case 'mql':
    case 'sql':
      return isCustomer ? null : row.stage;
    case 'won':
      return row.business === 'existing' ? 'wonExisting' : 'won';
    case 'opportunity':
    case 'lost':
      return row.business === 'existing' ? null : row.stage;
  }
}

function rowKey(row: LedgerRow, model: Model): CellKey {
  const credit = row.credit[model];
  const hasMoney = row.stage === 'won' && row.amountMinor !== undefined && row.amountMinor !== null;
  return {
    day: row.day,
    channel: credit.channel,
    subChannel: credit.subChannel,
    reason: credit.channel === null ? credit.reason : null,
    leadSource: row.traits.leadSource,
    campaign: row.traits.campaign,
    costScope: null,
    currency: hasMoney ? (row.currency ?? null) : null,
  };
}

function spendKey(day: SpendDay): CellKey {
  return {
    day: day.day,
    channel: day.isKnownChannel ? day.channel : null,
    subChannel: day.isKnownChannel ? day.subChannel : null,
    reason: day.isKnownChannel ? null : 'spend-unknown-channel',
    leadSource: null,
    campaign: day.campaign,
    costScope: day.costScope,
    currency: day.currency,
  };
}

function cellAt(cells: Map<string, Writable<FactCell>>, key: CellKey): Writable<FactCell> {
  const text = keyText(key);
  const known = cells.get(text);
  if (known !== undefined) return known;
  const cell = { ...key, ...NO_COUNTS };
  cells.set(text, cell);
  return cell;
}

function keyText(key: CellKey): string {
  return [
    key.day,
    key.channel,
    key.subChannel,
    key.reason,
    key.leadSource,
    key.campaign,
    key.costScope,
    key.currency,
  ]
    .map((part) => part ?? NULL_MARK)
    .join(SEPARATOR);
}
