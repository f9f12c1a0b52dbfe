import { type AttributionModel, weighUntil } from './touch-weights.ts';

/**
 * Linear: every touch at or before the win alike.
 * Formula  1 ÷ n
 * Empty    null without touches
 * Source   kpi-methods C.1; golden 04, HockeyStack and Snowplow
 */
export const linear: AttributionModel = {
  weigh: (touches, { won }) => weighUntil(touches, won, (inTime) => inTime.map(() => 1)),
};
