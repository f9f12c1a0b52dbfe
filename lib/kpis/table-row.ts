import Big from 'big.js';
import type { KpiRow } from '../domain/kpi-row.ts';
import { type FactCell, type FactCounts, sumFacts } from './fact-cell.ts';
import { divide, type Figure, known, map, reasons, shownMoney, shownRatio, unknown } from './figure.ts';
import type { FactGroup } from './group-facts.ts';
import { groupSpend } from './group-spend.ts';
import { leadDaysOf, maturity } from './lag-curve.ts';
import { type LtvInput, ltvOf, monthlyGrossProfit } from './ltv.ts';
import { cacInterval } from './methods/poisson-interval.ts';
import { rowVerdict } from './row-verdict.ts';
import type { CoverageCount } from './spend-coverage.ts';
import type { TableScope } from './table-scope.ts';

/** One row of a table: figures over the whole period, the verdict over its closed months. */
export function kpiRow(group: FactGroup, scope: TableScope): KpiRow {
  const { currency } = scope.input.config;
  const { key, channel, subChannel, cells } = group;
  const sum = sumFacts(cells);
  const { spend, base, coverage } = groupSpend(group, scope.period, scope);
  const matured = maturityOf(cells, scope);
  const { cac, row: costs } = costsOf(base, sum, scope);
  return {
    key,
    channel,
    subChannel,
    basis: scope.basis,
    spend: shownMoney(spend, currency),
    spendCoverage: shownCoverage(coverage),
    ...countsOf(sum, scope),
    maturity: shownRatio(matured),
    ...costs,
    ...valuesOf(cac, sum, scope),
    ...returnsOf(base, sum, currency),
    ...reasons({ spendReason: spend, maturityReason: matured }),
    ...rowVerdict(group, scope),
  };
}

function countsOf(
  sum: FactCounts,
  { input: { available } }: TableScope,
): Pick<
  KpiRow,
  'leads' | 'mql' | 'sql' | 'opportunities' | 'won' | 'newCustomers' | 'mqlReason' | 'sqlReason'
> {
  return {
    leads: sum.lead,
    mql: available.mql ? sum.mql : null,
    sql: available.sql ? sum.sql : null,
    opportunities: sum.opportunity,
    won: sum.won,
    newCustomers: sum.newCustomer,
    ...(available.mql ? {} : { mqlReason: 'not-mapped' }),
    ...(available.sql ? {} : { sqlReason: 'not-mapped' }),
  };
}

/** Spend per record of each stage (kpi-methods 35–40), and the interval of CAC (48). */
function costsOf(base: Figure, sum: FactCounts, { input }: TableScope) {
  const { available, config } = input;
  const money = (figure: Figure) => shownMoney(figure, config.currency);
  const cac = divide(base, known(sum.newCustomer), sum.won === 0 ? 'no-wins' : 'no-new-customers');
  const costPerWon = divide(base, known(sum.won), 'no-wins');
  const costPerLead = divide(base, known(sum.lead), 'no-leads');
  const costPerMql = available.mql ? divide(base, known(sum.mql), 'no-mql') : unknown('not-mapped');
  const costPerSql = available.sql ? divide(base, known(sum.sql), 'no-sql') : unknown('not-mapped');
  const costPerOpportunity = divide(base, known(sum.opportunity), 'no-opportunities');
  const row = {
    cac: money(cac),
    ...intervalOf(base, sum.newCustomer, config.currency),
    costPerWon: money(costPerWon),
    costPerLead: money(costPerLead),
    costPerMql: money(costPerMql),
    costPerSql: money(costPerSql),
    costPerOpportunity: money(costPerOpportunity),
    ...reasons({
      cacReason: cac,
      costPerWonReason: costPerWon,
      costPerLeadReason: costPerLead,
      costPerMqlReason: costPerMql,
      costPerSqlReason: costPerSql,
      costPerOpportunityReason: costPerOpportunity,
    }),
  };
  return { cac, row };
}

function intervalOf(base: Figure, wins: number, currency: string): Pick<KpiRow, 'cacLow' | 'cacHigh'> {
  if (base.value === null) return { cacLow: null, cacHigh: null };
  const { low, high } = cacInterval(base.value.toNumber(), wins);
  return {
    cacLow: shownMoney(known(low), currency),
    cacHigh: high === null ? null : shownMoney(known(high), currency),
  };
}

/** LTV, target and what follows from them with CAC (kpi-methods 85–94). */
function valuesOf(cac: Figure, sum: FactCounts, { input, target }: TableScope) {
  const { config, ltvFacts } = input;
  const deals: LtvInput = { config, ltvFacts, ...sum };
  const ltv = ltvOf(deals);
  const ltvToCac = divide(ltv.figure, cac, 'zero-cac');
  const paybackMonths = divide(cac, monthlyGrossProfit(deals), 'no-gross-profit');
  return {
    ltv: shownMoney(ltv.figure, config.currency),
    ltvBasis: ltv.basis,
    ltvToCac: shownRatio(ltvToCac),
    targetCac: shownMoney(target.figure, config.currency),
    targetBasis: target.basis,
    paybackMonths: shownRatio(paybackMonths),
    ...reasons({
      ltvReason: ltv.figure,
      ltvToCacReason: ltvToCac,
      targetCacReason: target.figure,
      paybackMonthsReason: paybackMonths,
    }),
  };
}

/** Revenue of new business against spend: ROAS = revenue ÷ spend, ROI = (revenue − spend) ÷ spend (63, 65). */
function returnsOf(base: Figure, sum: FactCounts, currency: string) {
  const isBlank = sum.won > 0 && sum.wonWithAmount === 0;
  const revenue = isBlank ? unknown('no-amount') : known(sum.wonMinor);
  const roas = divide(revenue, base, 'zero-spend');
  const roi = map(roas, (value) => value.minus(1));
  return {
    wonRevenue: shownMoney(revenue, currency),
    roas: shownRatio(roas),
    roi: shownRatio(roi),
    ...reasons({ wonRevenueReason: revenue, roasReason: roas, roiReason: roi }),
  };
}

function maturityOf(cells: readonly FactCell[], { input: { lag, today } }: TableScope): Figure {
  const share = maturity(leadDaysOf(cells), lag, today);
  if (share !== null) return known(share);
  return unknown(lag.days.length === 0 ? 'no-wins-to-learn-from' : 'no-leads');
}

function shownCoverage(coverage: CoverageCount | null): string | null {
  if (coverage === null || coverage.all === 0) return null;
  return shownRatio(known(new Big(coverage.declared).div(coverage.all)));
}
