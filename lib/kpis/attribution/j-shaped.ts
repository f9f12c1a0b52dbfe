import { byPositions } from './positions.ts';

/**
 * J: mostly the last touch, by order.
 * Formula  .2 first, .6 last, .2 over those between
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04, j_shaped
 */
export const jShaped = byPositions({ first: 1, last: 3, middle: 1 });
