import {
  earliestAfter,
  inOrder,
  type Milestones,
  type PickedTouch,
  type Touch,
  touchesUntil,
} from './touch.ts';

/**
 * First touch: the earliest touch at or before the win, or of all where nothing is won yet.
 * A creation touch counts only where there is no other: Salesforce alone witnesses no first touch.
 * All later: the earliest one, flagged. Empty: null without touches.
 * Source   kpi-methods C.1; definitions.md, Channels
 */
export function pickFirst(touches: readonly Touch[], milestones: Milestones): PickedTouch | null {
  const ordered = inOrder(touches);
  const inTime = touchesUntil(ordered, milestones.won);
  const touch = inTime.find(({ kind }) => kind !== 'creation') ?? inTime[0];
  return touch === undefined ? earliestAfter(ordered) : { touch, isNegativeLag: false };
}
