import { type FactCell, type FactCounts, sumFacts } from '../fact-cell.ts';
import type { Figure } from '../figure.ts';
import { type FactGroup, groupFacts } from '../group-facts.ts';
import { groupSpend } from '../group-spend.ts';
import { type Ltv, ltvOf } from '../ltv.ts';
import type { CoverageCount } from '../spend-coverage.ts';
import type { TableScope } from '../table-scope.ts';

/** Everything that metrics measure on one row of a table. */
export interface RowFacts {
  readonly group: FactGroup;
  readonly scope: TableScope;
  /** Over the period. */
  readonly sum: FactCounts;
  /** What was spent. */
  readonly spend: Figure;
  /** What costs per record are taken from: unknown where the spend cannot belong to the row's counts alone. */
  readonly base: Figure;
  readonly coverage: CoverageCount | null;
  readonly ltv: Ltv;
  /** The row's cells of all time. */
  readonly history: () => readonly FactCell[];
}

/** Adds up what one row of a table holds. */
export function rowFacts(group: FactGroup, scope: TableScope): RowFacts {
  const { input, period } = scope;
  const sum = sumFacts(group.cells);
  const { spend, base, coverage } = groupSpend(group, period, scope);
  const ltv = ltvOf({ config: input.config, ltvFacts: input.ltvFacts, ...sum });
  return { group, scope, sum, spend, base, coverage, ltv, history: () => historyOf(group, scope) };
}

function historyOf({ kind, key }: FactGroup, { input }: TableScope): readonly FactCell[] {
  const { rows, blended, unattributed } = groupFacts(input.facts, input.by);
  if (kind === 'row') return rows.find((row) => row.key === key)?.cells ?? [];
  return kind === 'blended' ? blended.cells : unattributed.cells;
}
