import { type FactCell, type FactCounts, sumFacts } from './fact-cell.ts';

/** What `kpi show --by` groups by. */
export const GRAINS = ['channel', 'sub-channel', 'lead-source', 'campaign'] as const;
export type Grain = (typeof GRAINS)[number];

/** The cells of one row of a table. */
export interface FactGroup {
  readonly kind: 'row' | 'blended' | 'unattributed';
  readonly key: string;
  /** Null where the row is no channel. */
  readonly channel: string | null;
  readonly subChannel: string | null;
  readonly cells: readonly FactCell[];
}

export interface FactGroups {
  readonly rows: readonly FactGroup[];
  readonly blended: FactGroup;
  readonly unattributed: FactGroup;
}

/**
 * Parts cells into a table's rows, sorted by key. Every cell is in exactly one row or in "unattributed", and all
 * are in "blended", so rows + unattributed = blended. A row is shown when it has anything that adds up in the
 * table: spend, budget, leads, wins, or a stage between them.
 */
export function groupFacts(cells: readonly FactCell[], grain: Grain): FactGroups {
  const found = new Map<string, FactGroup & { readonly cells: FactCell[] }>();
  const left: FactCell[] = [];
  for (const cell of cells) {
    const head = headOf(cell, grain);
    if (head === null) {
      left.push(cell);
      continue;
    }
    const group = found.get(head.key) ?? { kind: 'row' as const, ...head, cells: [] };
    group.cells.push(cell);
    found.set(head.key, group);
  }
  const rows = [...found.values()].filter((group) => isShown(sumFacts(group.cells)));
  return {
    rows: rows.sort((a, b) => (a.key < b.key ? -1 : 1)),
    blended: { kind: 'blended', key: 'blended', channel: null, subChannel: null, cells },
    unattributed: { kind: 'unattributed', key: 'unattributed', channel: null, subChannel: null, cells: left },
  };
}

/** The row that something belongs to by its key; null where it is unattributed. */
export function headOf(
  cell: Pick<FactCell, 'channel' | 'subChannel' | 'leadSource' | 'campaign'>,
  grain: Grain,
): Pick<FactGroup, 'key' | 'channel' | 'subChannel'> | null {
  const { channel, subChannel } = cell;
  switch (grain) {
    case 'channel':
      return channel === null ? null : { key: channel, channel, subChannel: null };
    case 'sub-channel':
      if (channel === null) return null;
      return { key: subChannel === null ? channel : `${channel}/${subChannel}`, channel, subChannel };
    case 'lead-source':
      return named(cell.leadSource);
    case 'campaign':
      return named(cell.campaign);
  }
}

function named(key: string | null): Pick<FactGroup, 'key' | 'channel' | 'subChannel'> | null {
  return key === null ? null : { key, channel: null, subChannel: null };
}

function isShown(sum: FactCounts): boolean {
  return [sum.spendMinor, sum.budgetMinor, sum.lead, sum.won, sum.mql, sum.sql, sum.opportunity].some(
    (count) => count !== 0,
  );
}
