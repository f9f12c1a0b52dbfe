import { lastClosedDay } from '../domain/calendar.ts';
import type { Config } from '../domain/config.ts';
import { COST_SCOPES, type CostScope } from '../domain/cost-scope.ts';
import type { Model, SpendCoverage } from '../domain/ledger.ts';
import type { CreditedWin } from './credited-wins.ts';
import type { LtvFacts } from './customer-lifetime.ts';
import { type FactCell, type FactCounts, sumFacts } from './fact-cell.ts';
import type { Figure } from './figure.ts';
import type { FactGroups, Grain } from './group-facts.ts';
import type { LagCurve } from './lag-curve.ts';
import { ltvOf } from './ltv.ts';
import { isInPeriod, type Period } from './period.ts';
import { declarations, type IsDeclared } from './spend-coverage.ts';
import { type CompanyTarget, companyTarget } from './targets.ts';

/** What a table of KPIs is made of. */
export interface KpiTableInput {
  /** Cells of every month the period touches, under `model`; cells outside the period are left out. */
  readonly facts: readonly FactCell[];
  readonly coverage: readonly SpendCoverage[];
  /** Learnt up to the last closed day, so that verdicts change at month close only. */
  readonly lag: LagCurve;
  readonly config: Config;
  readonly today: string;
  readonly from: string;
  readonly to: string;
  readonly model: Model;
  readonly by: Grain;
  /** New customers as `model` parts them, for intervals; needed under models that do. */
  readonly creditedWins?: readonly CreditedWin[];
  /** Stages that somebody mapped; the others are null with 'not-mapped'. */
  readonly available: { readonly mql: boolean; readonly sql: boolean };
  /** Needed only where LTV is a subscription without configured months. */
  readonly ltvFacts?: LtvFacts;
  /** What spend counts, with all narrower scopes; left out: the widest there is. */
  readonly costScope?: CostScope;
  /** Ids of metrics that each row has beside its own. */
  readonly metrics?: readonly string[];
  /** True where the period is all data: undated records count then. */
  readonly includeUndated?: boolean;
}

/** What every row of one table shares. */
export interface TableScope {
  readonly input: KpiTableInput;
  readonly groups: FactGroups;
  /** Sums of the rows, in their order. */
  readonly rowSums: readonly FactCounts[];
  readonly period: Period;
  /** The part of the period in closed months, which verdicts rest on; null where there is none. */
  readonly closed: Period | null;
  readonly isDeclared: IsDeclared;
  readonly target: CompanyTarget;
  readonly closedTarget: Figure;
  /** A cost scope was asked for that no spend of the period has. */
  readonly lacksCostScope: boolean;
  /** Model and cost scope in one word. */
  readonly basis: string;
  /** Channels with spend that is not split over their sub-channels, by sub-channel only. */
  readonly unsplit: ReadonlySet<string>;
}

/** The days a table counts. */
export function periodOf({ from, to, includeUndated = false }: KpiTableInput): Period {
  return { from, to, includeUndated };
}

/** Settles once what all rows of a table need: target, closed window, declared months, basis. */
export function tableScope(input: KpiTableInput, groups: FactGroups): TableScope {
  const closed = closedPeriod(input);
  const closedCells = closed === null ? [] : input.facts.filter(({ day }) => isInPeriod(day, closed));
  return {
    input,
    groups,
    rowSums: groups.rows.map(({ cells }) => sumFacts(cells)),
    period: periodOf(input),
    closed,
    isDeclared: declarations(input.facts, input.coverage),
    target: targetFrom(groups.blended.cells, input),
    closedTarget: targetFrom(closedCells, input).figure,
    lacksCostScope:
      input.costScope !== undefined && groups.blended.cells.every(({ costScope }) => costScope === null),
    basis: `${input.model}/${input.costScope ?? widestCostScope(groups.blended.cells)}`,
    unsplit: input.by === 'sub-channel' ? unsplitChannels(groups) : new Set(),
  };
}

function closedPeriod({ from, to, today }: KpiTableInput): Period | null {
  const lastClosed = lastClosedDay(today);
  const end = to < lastClosed ? to : lastClosed;
  return end < from ? null : { from, to: end };
}

function targetFrom(cells: readonly FactCell[], { config, ltvFacts }: KpiTableInput): CompanyTarget {
  return companyTarget(config, ltvOf({ config, ltvFacts, ...sumFacts(cells) }));
}

/** A sum over scopes is as wide as its widest part. */
function widestCostScope(cells: readonly FactCell[]): CostScope {
  return COST_SCOPES.findLast((scope) => cells.some(({ costScope }) => costScope === scope)) ?? 'media';
}

function unsplitChannels({ rows }: FactGroups): ReadonlySet<string> {
  const lacking = rows.filter(
    ({ subChannel, cells }) => subChannel !== null && cells.every(({ costScope }) => costScope === null),
  );
  return new Set(lacking.flatMap(({ channel }) => (channel === null ? [] : [channel])));
}
