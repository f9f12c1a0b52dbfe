import type { CreditModel, Model } from '../../domain/ledger.ts';
import { custom } from './custom.ts';
import { pickFirst } from './first.ts';
import { fullPath } from './full-path.ts';
import { inverseJShaped } from './inverse-j-shaped.ts';
import { jShaped } from './j-shaped.ts';
import { pickLast } from './last.ts';
import { pickLastNonDirect } from './last-non-direct.ts';
import { pickLeadCreation } from './lead-creation.ts';
import { linear } from './linear.ts';
import { pickOpportunityCreation } from './opportunity-creation.ts';
import { position } from './position.ts';
import { singleTouch } from './single-touch.ts';
import { timeDecay } from './time-decay.ts';
import type { Milestones, PickedTouch, Touch } from './touch.ts';
import type { AttributionModel, ModelOptions, TouchWeights } from './touch-weights.ts';
import { uHubspot } from './u-hubspot.ts';
import { uMarketo } from './u-marketo.ts';
import { wShaped } from './w-shaped.ts';

/** The one list of attribution models. A further model is one file and one line here. */
export const ATTRIBUTION_MODELS = {
  first: singleTouch(pickFirst),
  last: singleTouch(pickLast),
  'last-non-direct': singleTouch(pickLastNonDirect),
  'lead-creation': singleTouch(pickLeadCreation),
  'opportunity-creation': singleTouch(pickOpportunityCreation),
  linear,
  position,
  u: uHubspot,
  'u-marketo': uMarketo,
  w: wShaped,
  full: fullPath,
  j: jShaped,
  'inverse-j': inverseJShaped,
  decay: timeDecay,
  custom,
} as const satisfies Readonly<Record<Model, AttributionModel>>;

/** What a journey's touches are worth under a model; the weights sum to 1. Empty: null without touches. */
export function weightsOf<T extends Touch>(
  model: Model,
  touches: readonly T[],
  milestones: Milestones,
  options: ModelOptions,
): TouchWeights<T> | null {
  return ATTRIBUTION_MODELS[model].weigh(touches, milestones, options);
}

/** The touch that `model`, one of those the ledger stores, credits. Empty: null without touches. */
export function pickTouch(
  model: CreditModel,
  touches: readonly Touch[],
  milestones: Milestones,
): PickedTouch | null {
  return ATTRIBUTION_MODELS[model].pick(touches, milestones);
}
