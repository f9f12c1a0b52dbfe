import type { Model } from '../../domain/ledger.ts';
import { pickFirst } from './first.ts';
import { pickLeadCreation } from './lead-creation.ts';
import { pickOpportunityCreation } from './opportunity-creation.ts';
import type { Milestones, PickedTouch, Touch, TouchPicker } from './touch.ts';

/** The one list of attribution models; a name added to `MODELS` does not compile until it has a picker here. */
const PICKERS: Readonly<Record<Model, TouchPicker>> = {
  first: pickFirst,
  'lead-creation': pickLeadCreation,
  'opportunity-creation': pickOpportunityCreation,
};

/** The touch that `model` credits. Empty: null without touches. */
export function pickTouch(
  model: Model,
  touches: readonly Touch[],
  milestones: Milestones,
): PickedTouch | null {
  return PICKERS[model](touches, milestones);
}
