import { spendAtMarginalCac } from './response-curve.ts';
import { type ChannelBudget, planOf, type SpendPlan } from './what-if.ts';

/** Part of a channel's spend that may move in one cycle, so that a wrong curve does little harm. */
export const MAX_CHANGE = 0.2;
/** Fewer channels than this leave nothing to move spend to. */
const MIN_CURVES = 2;
/** Marginal CAC is searched between e^−60 and e^60 units of money. */
const LOG_RANGE = 60;
/** Enough to find any of those to the last digit. */
const HALVINGS = 64;

export type Reallocation =
  | { readonly reason: null; readonly current: SpendPlan; readonly proposed: SpendPlan }
  | { readonly reason: 'spend-never-varied' }
  | {
      readonly reason: 'target-out-of-reach';
      /** The lowest blended CAC that one cycle can reach; null without any wins. */
      readonly lowestCac: number | null;
    };

/**
 * A better split of the budget.
 * Formula  spends at which one win more costs the same everywhere, each within ± `maxChange` of today's; the budget stays,
 *          unless blended CAC would exceed the target: then the largest budget below it that keeps the target
 * Unit     that of the spend, not rounded; blended CAC is that of all channels, those without a curve included
 * Empty    'spend-never-varied' where fewer than two channels have a curve; 'target-out-of-reach' with what can be reached
 * Source   kpi-methods E.1.7, golden 18: a low average CAC is no reason to fund, a low marginal one is
 */
export function reallocate(
  channels: readonly ChannelBudget[],
  { targetCac, maxChange = MAX_CHANGE }: { readonly targetCac: number | null; readonly maxChange?: number },
): Reallocation {
  const movable = channels.filter(({ curve, spend }) => curve !== null && spend > 0);
  if (movable.length < MIN_CURVES) return { reason: 'spend-never-varied' };
  const current = planOf(channels, ({ spend }) => spend);
  const best = (budget: number): SpendPlan => bestPlan(channels, budget, maxChange);
  const isWithin = (plan: SpendPlan): boolean =>
    targetCac === null || (plan.blendedCac ?? Number.POSITIVE_INFINITY) <= targetCac;
  const proposed = best(current.spend);
  if (isWithin(proposed)) return { reason: null, current, proposed };
  const cheapest = cheapestBudget(current.spend, (budget) => best(budget).blendedCac);
  if (!isWithin(best(cheapest)))
    return { reason: 'target-out-of-reach', lowestCac: best(cheapest).blendedCac };
  const largest = largestWhere(cheapest, current.spend, (budget) => isWithin(best(budget)));
  return { reason: null, current, proposed: best(largest) };
}

/** The split of a budget that wins most; where it is below what the bounds allow, all stand at their lower bound. */
function bestPlan(channels: readonly ChannelBudget[], budget: number, maxChange: number): SpendPlan {
  const planAt = (log: number): SpendPlan =>
    planOf(channels, (channel) => spendAt(channel, Math.exp(log), maxChange));
  return planAt(largestWhere(-LOG_RANGE, LOG_RANGE, (log) => planAt(log).spend <= budget));
}

function spendAt({ spend, curve }: ChannelBudget, marginal: number, maxChange: number): number {
  if (curve === null) return spend;
  const [low, high] = [spend * Math.max(0, 1 - maxChange), spend * (1 + maxChange)];
  return Math.max(low, Math.min(high, spendAtMarginalCac(curve, marginal)));
}

/** The largest value for which a claim holds, where it holds from `from` up to some point. */
function largestWhere(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, to];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Wins rise ever slower with the budget, so that blended CAC has one bottom. Without any wins it has none. */
function cheapestBudget(full: number, cacOf: (budget: number) => number | null): number {
  const cost = (budget: number): number => cacOf(budget) ?? Number.POSITIVE_INFINITY;
  let [low, high] = [0, full];
  for (let step = 0; step < HALVINGS; step += 1) {
    const third = (high - low) / 3;
    if (cost(low + third) < cost(high - third)) high -= third;
    else low += third;
  }
  return high;
}
