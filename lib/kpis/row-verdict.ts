import { sumFacts } from './fact-cell.ts';
import type { Figure } from './figure.ts';
import type { FactGroup } from './group-facts.ts';
import { groupSpend } from './group-spend.ts';
import { leadDaysOf, maturity } from './lag-curve.ts';
import { isInPeriod } from './period.ts';
import { isParted, rowInterval } from './row-interval.ts';
import type { TableScope } from './table-scope.ts';
import { stageCosts } from './targets.ts';
import { type StageEvidence, type VerdictResult, verdict } from './verdict.ts';

/**
 * The verdict of one row over the closed months of its table's period, as of the last closed day, so that it
 * changes at month close only. "Unattributed" and, under first touch, nurture channels get none.
 * Empty    'not-enough-data' with the reason: no-target, unattributed, nurture, open-month, or why spend is unknown
 * Source   definitions.md, Verdict and Channels
 */
export function rowVerdict(group: FactGroup, scope: TableScope): VerdictResult {
  const { closed, closedTarget, input } = scope;
  if (scope.target.figure.value === null) return notGiven('no-target');
  if (group.kind === 'unattributed') return notGiven('unattributed');
  if (isNurture(group.channel, scope) && input.model === 'first') return notGiven('nurture');
  if (closed === null) return notGiven('open-month');
  const target = closedTarget.value?.toNumber() ?? 0;
  if (target <= 0) return notGiven('no-target');
  const cells = group.cells.filter(({ day }) => isInPeriod(day, closed));
  const sum = sumFacts(cells);
  const { base, coverage } = groupSpend(group, closed, scope);
  if (base.value === null) return notGiven(base.reason);
  const costs = stageCosts(closedTarget, input.config.targets.rates ?? {});
  const spend = base.value.toNumber();
  const isWhole = !isParted(group, scope);
  return verdict({
    spend,
    newCustomers: sum.newCustomer,
    ...(isWhole ? {} : { interval: rowInterval(spend, sum.newCustomer, { group, scope, period: closed }) }),
    // Earlier stages are counted exactly or not at all: parted records have no exact interval.
    leading: !isWhole
      ? []
      : [
          ...evidence('opportunity', sum.opportunity, costs.opportunity),
          ...(input.available.sql ? evidence('sql', sum.sql, costs.sql) : []),
        ],
    target,
    isSpendComplete: coverage !== null && coverage.all > 0 && coverage.declared === coverage.all,
    maturity: maturity(leadDaysOf(cells), input.lag, closed.to),
  });
}

function evidence(stage: StageEvidence['stage'], count: number, target: Figure): readonly StageEvidence[] {
  const value = target.value?.toNumber() ?? 0;
  return value > 0 ? [{ stage, count, target: value }] : [];
}

function isNurture(channel: string | null, { input }: TableScope): boolean {
  return input.config.channels.some(({ id, role }) => id === channel && role === 'nurture');
}

function notGiven(verdictReason: string): VerdictResult {
  return { verdict: 'not-enough-data', verdictStage: 'won', verdictReason };
}
