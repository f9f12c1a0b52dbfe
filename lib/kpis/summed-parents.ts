import Big from 'big.js';
import type { CampaignCost } from '../domain/campaign-cost.ts';
import { refKey } from '../domain/entities.ts';

/**
 * Campaigns whose own amount is nothing but the sum of their children's, as people keep it by hand.
 * Formula  amount = Σ amounts of the direct children, in one currency, where each child can be dated
 * Empty    none
 * Source   kpi-methods B.1: a parent counted beside its children counts twice
 */
export function summedParents(costs: readonly CampaignCost[]): ReadonlySet<string> {
  const childrenOf = Map.groupBy(
    costs.filter(({ parent }) => parent !== null),
    ({ parent }) => (parent === null ? '' : refKey(parent)),
  );
  const sums = costs.filter((cost) => {
    const children = childrenOf.get(refKey(cost.campaign)) ?? [];
    if (children.length === 0 || cost.amount === null) return false;
    const isAlike = children.every(
      ({ currency, from, to }) => currency === cost.currency && from !== null && to !== null,
    );
    const sum = children.reduce((so, { amount }) => so.plus(amount ?? 0), new Big(0));
    return isAlike && sum.eq(cost.amount);
  });
  return new Set(sums.map(({ ref }) => refKey(ref)));
}
