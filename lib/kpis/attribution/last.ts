import { lastTouchUntil, type Milestones, type PickedTouch, type Touch } from './touch.ts';

/**
 * Last touch: the last one at or before the win, or of all where nothing is won yet.
 * All later: the earliest one, flagged. Empty: null without touches.
 * Source   kpi-methods C.1
 */
export function pickLast(touches: readonly Touch[], milestones: Milestones): PickedTouch | null {
  return lastTouchUntil(touches, milestones.won);
}
