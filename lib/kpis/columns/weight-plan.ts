import { custom, toWhole } from '../attribution/custom.ts';
import { pickFirst } from '../attribution/first.ts';
import { pickLast } from '../attribution/last.ts';
import { pickLastNonDirect } from '../attribution/last-non-direct.ts';
import { pickLeadCreation } from '../attribution/lead-creation.ts';
import { linear } from '../attribution/linear.ts';
import { pickOpportunityCreation } from '../attribution/opportunity-creation.ts';
import { ATTRIBUTION_MODELS } from '../attribution/registry.ts';
import { MIN_HALF_LIFE_DAYS, timeDecay } from '../attribution/time-decay.ts';
import type { TouchPicker } from '../attribution/touch.ts';
import type { AttributionModel, ModelOptions, PositionShares } from '../attribution/touch-weights.ts';

export type ColumnModel = keyof typeof ATTRIBUTION_MODELS;

/** The milestone after which touches count no more; where it is missing the next one of lead, deal and win. */
export type Until = 'lead' | 'deal' | 'won';

/** What a model does, said in data, so that it can be done on columns. */
export type WeightPlan =
  | { readonly kind: 'one'; readonly which: 'first' | 'last' | 'last-non-direct'; readonly until: Until }
  | { readonly kind: 'even'; readonly until: Until }
  | { readonly kind: 'decay'; readonly until: Until; readonly halfLifeDays: number }
  | { readonly kind: 'positions'; readonly until: Until; readonly shares: Required<PositionShares> };

/** The plan of a model of the registry. Throws TypeError on a model that columns do not know: give it a plan here. */
export function planOf(name: ColumnModel, { halfLifeDays, customShares }: ModelOptions): WeightPlan {
  const model: AttributionModel = ATTRIBUTION_MODELS[name];
  const entry = ATTRIBUTION_MODELS[name];
  if ('shares' in entry) return positions(entry.shares);
  if (model === custom) return positions(toWhole(customShares));
  if (model === linear) return { kind: 'even', until: 'won' };
  if (model === timeDecay)
    return { kind: 'decay', until: 'won', halfLifeDays: Math.max(MIN_HALF_LIFE_DAYS, halfLifeDays) };
  const plan = 'pick' in entry ? PICKS.get(entry.pick) : undefined;
  if (plan === undefined) throw new TypeError(`the attribution model ${name} has no plan for columns`);
  return plan;
}

const PICKS: ReadonlyMap<TouchPicker, WeightPlan> = new Map<TouchPicker, WeightPlan>([
  [pickFirst, { kind: 'one', which: 'first', until: 'won' }],
  [pickLast, { kind: 'one', which: 'last', until: 'won' }],
  [pickLastNonDirect, { kind: 'one', which: 'last-non-direct', until: 'won' }],
  [pickLeadCreation, { kind: 'one', which: 'last', until: 'lead' }],
  [pickOpportunityCreation, { kind: 'one', which: 'last', until: 'deal' }],
]);

function positions({
  first = 0,
  leadCreation = 0,
  dealCreation = 0,
  won = 0,
  last = 0,
  middle,
}: PositionShares): WeightPlan {
  const shares = { first, leadCreation, dealCreation, won, last, middle };
  if (won > 0 || last > 0) return { kind: 'positions', until: 'won', shares };
  if (dealCreation > 0) return { kind: 'positions', until: 'deal', shares };
  return { kind: 'positions', until: leadCreation > 0 ? 'lead' : 'won', shares };
}
