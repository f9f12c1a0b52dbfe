import {
  inOrder,
  lastTouchUntil,
  type Milestones,
  type PickedTouch,
  type Touch,
  touchesUntil,
} from './touch.ts';

/** HubSpot's `hs_analytics_source` of a visit without a referrer or tracking parameters. */
export const DIRECT = 'DIRECT_TRAFFIC';

/**
 * Last touch that is no direct visit: who types the address in has met the company before.
 * Only direct visits in time: the last of them. All later: the earliest one, flagged. Empty: null without touches.
 * Source   kpi-methods C.1
 */
export function pickLastNonDirect(touches: readonly Touch[], milestones: Milestones): PickedTouch | null {
  const touch = touchesUntil(inOrder(touches), milestones.won).findLast((candidate) => !isDirect(candidate));
  return touch === undefined ? lastTouchUntil(touches, milestones.won) : { touch, isNegativeLag: false };
}

/** A visit without a referrer or tracking parameters. */
export function isDirect({ source }: Touch): boolean {
  return source.analyticsSource === DIRECT && source.utmSource === null && source.campaign === null;
}
