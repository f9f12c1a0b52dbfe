import type { CostScope } from '../domain/cost-scope.ts';
import type { KpiTable } from '../domain/kpi-row.ts';
import type { Model } from '../domain/ledger.ts';
import { lastClosedMonths, parsePeriod } from '../domain/parse-period.ts';
import type { Grain } from '../kpis/group-facts.ts';
import { kpiTable } from '../kpis/kpi-table.ts';
import type { StepContext } from './context.ts';
import { judgeInputs, type KpiInputs } from './kpi-inputs.ts';
import { readSnapshot, type Snapshot } from './read-snapshot.ts';
import type { SnapshotMeta } from './snapshot-meta.ts';

/** Months a table covers where nobody asks for a period. */
const DEFAULT_MONTHS = 12;

/** The window asked for: calendar days of the business time zone, both included. */
export type Window =
  | { readonly from: string; readonly to: string }
  | { readonly period: string }
  /** Everything the store knows, up to the day the figures are as of. */
  | 'all'
  /** The 12 closed months before today. */
  | 'default';

export interface ShowOptions {
  readonly by: Grain;
  readonly window: Window;
  readonly model?: Model;
  /** Left out: the widest that spend has. */
  readonly costScope?: CostScope;
  /** Ids of metrics that each row has beside its own. */
  readonly metrics?: readonly string[];
}

/** A KPI table that says whether it rests on everything, and how old that is. */
export interface ShownKpis extends KpiTable {
  readonly inputs: KpiInputs;
}

/** The KPI table of the current snapshot. Throws `no-snapshot`. */
export async function showKpis(context: StepContext, options: ShowOptions): Promise<ShownKpis> {
  const snapshot = await readSnapshot(context.table, options.model);
  return {
    ...tableFrom(snapshot, context, options),
    inputs: judgeInputs(snapshot.inputs, context),
  };
}

/** The same from a snapshot that was read already, for pages that show several tables. */
export function tableFrom(
  snapshot: Snapshot,
  { config }: Pick<StepContext, 'config'>,
  options: ShowOptions,
): KpiTable {
  const { meta, facts, coverage, lag, creditedWins } = snapshot;
  const table = kpiTable({
    facts,
    creditedWins,
    coverage,
    lag,
    config,
    today: meta.asOf,
    ...windowOf(options.window, meta, config.fiscalYearStartMonth),
    model: snapshot.model,
    by: options.by,
    available: meta.available,
    ltvFacts: meta.ltv,
    ...(options.costScope === undefined ? {} : { costScope: options.costScope }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    includeUndated: options.window === 'all',
  });
  return { ...table, ...modelNote(snapshot) };
}

/** What a model took from the data or the config, beside its figures. */
function modelNote({ model, meta: { attribution } }: Snapshot): Pick<KpiTable, 'halfLife' | 'customWeights'> {
  const { halfLifeDays, halfLifeBasis, custom } = attribution;
  if (model === 'decay') return { halfLife: { days: halfLifeDays, basis: halfLifeBasis } };
  return model === 'custom' && custom !== null ? { customWeights: custom } : {};
}

/** First and last day of a window. */
export function windowOf(
  window: Window,
  meta: SnapshotMeta,
  fiscalYearStartMonth: number,
): { readonly from: string; readonly to: string } {
  if (window === 'default') return lastClosedMonths(meta.asOf, DEFAULT_MONTHS);
  if (window === 'all')
    return { from: meta.firstDay ?? meta.asOf, to: later(meta.lastDay ?? meta.asOf, meta.asOf) };
  return 'period' in window ? parsePeriod(window.period, fiscalYearStartMonth) : window;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
