import type { LedgerRow, Model } from '../domain/ledger.ts';
import { isParting } from './attribution/model-options.ts';
import type { ModelOptions } from './attribution/touch-weights.ts';
import { type FactGroup, type Grain, headOf } from './group-facts.ts';
import { isInPeriod, type Period } from './period.ts';
import { type RowCredit, rowSplit } from './row-split.ts';
import { SHARE_UNIT } from './share-unit.ts';

/** A new-business win with the touches that led to it, whatever the model. Plain JSON: a snapshot keeps it once. */
export interface Win extends Pick<LedgerRow, 'day' | 'credit' | 'route'> {
  readonly isNewCustomer: boolean;
  readonly amountMinor: number | null;
  readonly leadSource: string | null;
  readonly campaign: string | null;
}

/** One win as a model parts it. */
export interface CreditedWin {
  readonly day: string | null;
  readonly leadSource: string | null;
  readonly campaign: string | null;
  /** Shares of 1. */
  readonly shares: readonly (RowCredit & { readonly share: number })[];
}

/** New-business wins of ledger rows, in the rows' order. Empty: none. */
export function winsOf(rows: readonly LedgerRow[]): readonly Win[] {
  return rows
    .filter(({ stage, business }) => stage === 'won' && business !== 'existing')
    .map(({ day, credit, route, isNewCustomer, amountMinor = null, traits }) => ({
      day,
      credit,
      ...(route === undefined ? {} : { route }),
      isNewCustomer: isNewCustomer === true,
      amountMinor,
      leadSource: traits.leadSource,
      campaign: traits.campaign,
    }));
}

/** New customers as a model parts them. Empty: none. */
export function creditedWins(
  wins: readonly Win[],
  model: Model,
  options: ModelOptions,
): readonly CreditedWin[] {
  if (!isParting(model)) return [];
  return wins
    .filter(({ isNewCustomer }) => isNewCustomer)
    .map((win) => {
      const { credits, split } = rowSplit(win, model, options);
      const parts = split(SHARE_UNIT);
      const { day, leadSource, campaign } = win;
      const shares = credits.map((credit, at) => ({ ...credit, share: (parts[at] ?? 0) / SHARE_UNIT }));
      return { day, leadSource, campaign, shares };
    });
}

/** What each win of a period gives to one row of a table; wins that give nothing are left out. */
export function sharesOf(
  wins: readonly CreditedWin[],
  of: { readonly group: FactGroup; readonly by: Grain; readonly period: Period },
): readonly number[] {
  const { group, by, period } = of;
  return wins
    .filter(({ day }) => isInPeriod(day, period))
    .map(({ shares, leadSource, campaign }) =>
      shares
        .filter((share) => belongs(group, { ...share, leadSource, campaign }, by))
        .reduce((sum, { share }) => sum + share, 0),
    )
    .filter((share) => share > 0);
}

function belongs(group: FactGroup, key: Parameters<typeof headOf>[0], by: Grain): boolean {
  if (group.kind === 'blended') return true;
  const head = headOf(key, by);
  return group.kind === 'unattributed' ? head === null : head?.key === group.key;
}
