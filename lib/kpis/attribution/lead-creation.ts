import { lastTouchUntil, type Milestones, type PickedTouch, type Touch } from './touch.ts';

/**
 * Acquisition route (獲得経路): the last touch at or before the lead was created.
 * A journey without a lead is limited by its deal's creation, then by its win.
 * All later: the earliest one, flagged. Empty: null without touches.
 * Source   kpi-methods C.1; definitions.md, Channels
 */
export function pickLeadCreation(touches: readonly Touch[], milestones: Milestones): PickedTouch | null {
  const { leadCreated, dealCreated, won } = milestones;
  return lastTouchUntil(touches, leadCreated ?? dealCreated ?? won);
}
