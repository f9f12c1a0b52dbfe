import { byPositions } from './positions.ts';

/**
 * Position-based by order: what Snowplow and HockeyStack call U.
 * Formula  .4 first, .4 last, .2 over those between
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04, 5000 / 1000 / 4000 of $10,000
 */
export const position = byPositions({ first: 4, last: 4, middle: 2 });
