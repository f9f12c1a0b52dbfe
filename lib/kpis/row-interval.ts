import { isParting } from './attribution/model-options.ts';
import { sharesOf } from './credited-wins.ts';
import type { FactGroup } from './group-facts.ts';
import { bootstrapCac } from './methods/bootstrap-cac.ts';
import { Z } from './methods/confidence.ts';
import { cacInterval, type Interval } from './methods/poisson-interval.ts';
import type { Period } from './period.ts';
import type { TableScope } from './table-scope.ts';

/** The same seed gives the same interval in every run. */
const SEED = 20_260_401;
/** From this many wins on their sum is as good as normal, and drawing them anew only costs time. */
const MANY_WINS = 1_000;

/**
 * Whether a row's wins are fractions, which no Poisson method may read. The blended row's are whole under any model, and
 * so are those of a lead source or a campaign, which have whole records.
 */
export function isParted({ kind }: FactGroup, { input }: TableScope): boolean {
  const isByChannel = input.by === 'channel' || input.by === 'sub-channel';
  return kind !== 'blended' && isByChannel && isParting(input.model);
}

/**
 * 95 % interval of a row's CAC.
 * Formula  exact Poisson where wins are whole; where a model parts them, whole deals are drawn anew, and from 1,000 deals
 *          on spend ÷ (S ± 1.96 √Σ share²), S = Σ share, which that tends to
 * Unit     that of `spend`
 * Empty    without wins the exact interval of none: a lower end and no upper one
 * Source   issue 5, section 4
 */
export function rowInterval(
  spend: number,
  newCustomers: number,
  of: { readonly group: FactGroup; readonly scope: TableScope; readonly period: Period },
): Interval {
  const { group, scope, period } = of;
  if (!isParted(group, scope)) return cacInterval(spend, newCustomers);
  const { creditedWins, by } = scope.input;
  if (creditedWins === undefined) return { low: 0, high: null };
  return partedInterval(spend, sharesOf(creditedWins, { group, by, period }));
}

/** The same from the shares alone. */
export function partedInterval(spend: number, shares: readonly number[]): Interval {
  if (shares.length < MANY_WINS) return bootstrapCac(spend, shares, SEED) ?? cacInterval(spend, 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  const spread = Z * Math.sqrt(shares.reduce((total, share) => total + share ** 2, 0));
  return { low: spend / (sum + spread), high: spend / (sum - spread) };
}
