import type { LedgerRow, Model, SpendDay, Stage } from '../domain/ledger.ts';
import type { ActivityDay } from './activity-day.ts';
import { DEFAULT_OPTIONS } from './attribution/model-options.ts';
import type { ModelOptions } from './attribution/touch-weights.ts';
import { type FactCell, type FactKey, fromParts, NO_COUNTS } from './fact-cell.ts';
import {
  LEDGER_COUNTERS,
  LEDGER_COUNTS,
  LEDGER_LAG_NAMES,
  LEDGER_LAGS,
  type LedgerCount,
  type LedgerCounter,
  type LedgerLag,
  PARTED_COUNTS,
} from './ledger-counters.ts';
import { type RowCredit, rowSplit, unitOf } from './row-split.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type OpenCell = Omit<Writable<FactCell>, 'lags'> & { lags?: Record<string, number> };

/** Stands for null in a cell's key; no name of a channel, source or campaign holds a control character. */
const NULL_MARK = '\u0001';
const SEPARATOR = '\u0000';

/**
 * Folds ledger rows, spend and activity into cells that add up, sorted by their key: the same facts in any order
 * give the same bytes, and the cells of two halves sum to the cells of the whole.
 * Spend and activity of a channel that the config does not know are kept, without a channel. Empty input gives no cells.
 */
export function foldFacts(
  rows: readonly LedgerRow[],
  spend: readonly SpendDay[],
  model: Model,
  activity: readonly ActivityDay[] = [],
  options: ModelOptions = DEFAULT_OPTIONS,
): readonly FactCell[] {
  return inOrder(foldByKey({ rows, spend, activity }, model, options));
}

/** What is folded. */
export interface Facts {
  readonly rows: readonly LedgerRow[];
  readonly spend: readonly SpendDay[];
  readonly activity: readonly ActivityDay[];
}

/** The cells by their key, in no order. */
export function foldByKey(
  { rows, spend, activity }: Facts,
  model: Model,
  options: ModelOptions,
): ReadonlyMap<string, FactCell> {
  const cells = new Map<string, OpenCell>();
  const unit = unitOf(model);
  for (const row of rows) addRow(cells, row, { model, unit, options });
  for (const day of spend)
    cellAt(cells, spendKey(day))[day.kind === 'budget' ? 'budgetMinor' : 'spendMinor'] += day.amountMinor;
  for (const day of activity) cellAt(cells, activityKey(day))[day.count] += day.value;
  return new Map([...cells].map(([key, cell]) => [key, closed(cell, unit)]));
}

/** Cells in the order of their keys, which is that of every snapshot. */
export function inOrder(cells: ReadonlyMap<string, FactCell>): readonly FactCell[] {
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

interface Folding {
  readonly model: Model;
  /** What one record counts as. */
  readonly unit: number;
  readonly options: ModelOptions;
}

function addRow(cells: Map<string, OpenCell>, row: LedgerRow, { model, unit, options }: Folding): void {
  const { credits, split } = rowSplit(row, model, options);
  const shares = split(unit);
  const amounts = typeof row.amountMinor === 'number' ? split(row.amountMinor) : [];
  for (const [at, credit] of credits.entries()) {
    const shared = (name: LedgerCount, amount: number): number =>
      COUNTERS[name].isMoney === true ? (amounts[at] ?? 0) : amount * (shares[at] ?? 0);
    addShare(cells, row, { key: rowKey(row, credit), shared, share: shares[at] ?? 0 });
  }
}

function addShare(
  cells: Map<string, OpenCell>,
  row: LedgerRow,
  {
    key,
    shared,
    share,
  }: {
    readonly key: FactKey;
    readonly shared: (name: LedgerCount, amount: number) => number;
    readonly share: number;
  },
): void {
  let own: OpenCell | undefined;
  for (const name of COUNTS_OF[row.stage]) {
    const { amount, day } = COUNTERS[name];
    const added = amount(row);
    if (added === null) continue;
    own ??= day === undefined ? cellAt(cells, key) : undefined;
    const cell = day === undefined ? own : cellAt(cells, { ...key, day: day(row) });
    if (cell !== undefined) cell[name] += shared(name, added);
  }
  for (const name of LAGS_OF[row.stage]) {
    const days = LEDGER_LAGS[name].days(row);
    if (days === null) continue;
    own ??= cellAt(cells, key);
    own.lags ??= {};
    own.lags[`${name} ${days}`] = (own.lags[`${name} ${days}`] ?? 0) + share;
  }
}

const COUNTERS: Readonly<Record<LedgerCount, LedgerCounter>> = LEDGER_COUNTERS;

/** A row meets only the counters of its own stage. */
const COUNTS_OF: Readonly<Record<Stage, readonly LedgerCount[]>> = {
  lead: countsOf('lead'),
  mql: countsOf('mql'),
  sql: countsOf('sql'),
  opportunity: countsOf('opportunity'),
  won: countsOf('won'),
  lost: countsOf('lost'),
};
const LAGS_OF: Readonly<Record<Stage, readonly LedgerLag[]>> = {
  lead: lagsOf('lead'),
  mql: [],
  sql: [],
  opportunity: lagsOf('opportunity'),
  won: [],
  lost: [],
};

function countsOf(stage: Stage): readonly LedgerCount[] {
  return LEDGER_COUNTS.filter((name) => LEDGER_COUNTERS[name].stage === stage);
}

function lagsOf(stage: Stage): readonly LedgerLag[] {
  return LEDGER_LAG_NAMES.filter((name) => LEDGER_LAGS[name].stage === stage);
}

function rowKey(row: LedgerRow, credit: RowCredit): FactKey {
  const hasMoney = MONEY_STAGES.has(row.stage) && typeof row.amountMinor === 'number';
  return {
    day: row.day,
    ...credit,
    leadSource: row.traits.leadSource,
    campaign: row.traits.campaign,
    costScope: null,
    currency: hasMoney ? (row.currency ?? null) : null,
  };
}

const MONEY_STAGES: ReadonlySet<Stage> = new Set(['opportunity', 'won', 'lost']);

function spendKey(day: SpendDay): FactKey {
  return {
    day: day.day,
    channel: day.isKnownChannel ? day.channel : null,
    subChannel: day.isKnownChannel ? day.subChannel : null,
    reason: day.isKnownChannel ? null : 'spend-unknown-channel',
    leadSource: null,
    campaign: day.campaign,
    costScope: day.kind === 'budget' ? null : day.costScope,
    currency: day.currency,
  };
}

function activityKey({ day, channel }: ActivityDay): FactKey {
  return {
    day,
    channel,
    subChannel: null,
    reason: channel === null ? 'activity-unknown-channel' : null,
    leadSource: null,
    campaign: null,
    costScope: null,
    currency: null,
  };
}

/** A finished cell: parts become numbers of records, lags come in order. */
function closed({ lags, ...cell }: OpenCell, unit: number): FactCell {
  const records = (count: number): number => (unit === 1 ? count : fromParts(count));
  for (const name of LEDGER_COUNTS) if (PARTED_COUNTS.has(name)) cell[name] = records(cell[name]);
  if (lags === undefined) return cell;
  const sorted = Object.entries(lags).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...cell, lags: Object.fromEntries(sorted.map(([name, count]) => [name, records(count)])) };
}

function cellAt(cells: Map<string, OpenCell>, key: FactKey): OpenCell {
  const text = keyText(key);
  const known = cells.get(text);
  if (known !== undefined) return known;
  const cell = { ...key, ...NO_COUNTS };
  cells.set(text, cell);
  return cell;
}

function keyText(key: FactKey): string {
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
