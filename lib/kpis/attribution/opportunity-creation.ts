import { lastTouchUntil, type Milestones, type PickedTouch, type Touch } from './touch.ts';

/**
 * Route to the opportunity (商談化経路): the last touch at or before the deal was created.
 * A journey without a deal yet takes its last touch so far.
 * All later: the earliest one, flagged. Empty: null without touches.
 * Source   kpi-methods C.1; definitions.md, Channels
 */
export function pickOpportunityCreation(
  touches: readonly Touch[],
  milestones: Milestones,
): PickedTouch | null {
  return lastTouchUntil(touches, milestones.dealCreated ?? milestones.won);
}
