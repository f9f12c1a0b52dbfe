import type { KpiRow } from '../domain/kpi-row.ts';
import { type Figure, reasons, shownMoney, shownRatio } from './figure.ts';
import type { FactGroup } from './group-facts.ts';
import { requireMetric } from './metrics/registry.ts';
import { rowFacts } from './metrics/row-facts.ts';
import { shownMetrics } from './metrics/shown-metrics.ts';
import { rowVerdict } from './row-verdict.ts';
import type { TableScope } from './table-scope.ts';

/** One row of a table: figures over the whole period, the verdict over its closed months. */
export function kpiRow(group: FactGroup, scope: TableScope): KpiRow {
  const facts = rowFacts(group, scope);
  const { config, metrics = [] } = scope.input;
  const { currency } = config;
  const figures = new Map<string, Figure>();
  const of = (id: string): Figure => {
    const figure = figures.get(id) ?? requireMetric(id).measure(facts).figure;
    figures.set(id, figure);
    return figure;
  };
  const count = (id: string): number | null => of(id).value?.toNumber() ?? null;
  const money = (id: string): string | null => shownMoney(of(id), currency);
  const ratio = (id: string): string | null => shownRatio(of(id));
  return {
    key: group.key,
    channel: group.channel,
    subChannel: group.subChannel,
    basis: scope.basis,
    spend: money('spend'),
    spendCoverage: ratio('spend-coverage'),
    leads: facts.sum.lead,
    mql: count('mql'),
    sql: count('sql'),
    opportunities: facts.sum.opportunity,
    won: facts.sum.won,
    newCustomers: facts.sum.newCustomer,
    ...reasons({ mqlReason: of('mql'), sqlReason: of('sql') }),
    maturity: ratio('maturity'),
    cac: money('cac'),
    cacLow: money('cac-low'),
    cacHigh: money('cac-high'),
    costPerWon: money('cost-per-won'),
    costPerLead: money('cost-per-lead'),
    costPerMql: money('cost-per-mql'),
    costPerSql: money('cost-per-sql'),
    costPerOpportunity: money('cost-per-opportunity'),
    ...reasons({
      cacReason: of('cac'),
      costPerWonReason: of('cost-per-won'),
      costPerLeadReason: of('cost-per-lead'),
      costPerMqlReason: of('cost-per-mql'),
      costPerSqlReason: of('cost-per-sql'),
      costPerOpportunityReason: of('cost-per-opportunity'),
    }),
    ltv: money('ltv'),
    ltvBasis: facts.ltv.basis,
    ltvToCac: ratio('ltv-to-cac'),
    targetCac: money('target-cac'),
    targetBasis: scope.target.basis,
    paybackMonths: ratio('payback-months'),
    ...reasons({
      ltvReason: of('ltv'),
      ltvToCacReason: of('ltv-to-cac'),
      targetCacReason: of('target-cac'),
      paybackMonthsReason: of('payback-months'),
    }),
    wonRevenue: money('won-revenue'),
    roas: ratio('roas'),
    roi: ratio('roi'),
    ...reasons({ wonRevenueReason: of('won-revenue'), roasReason: of('roas'), roiReason: of('roi') }),
    ...reasons({ spendReason: of('spend'), maturityReason: of('maturity') }),
    ...rowVerdict(group, scope),
    ...(metrics.length === 0 ? {} : { metrics: shownMetrics(metrics, facts) }),
  };
}
