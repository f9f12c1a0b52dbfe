import { byPositions } from './positions.ts';

/**
 * Inverse J: mostly the first touch, by order.
 * Formula  .6 first, .2 last, .2 over those between
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04, j_shaped
 */
export const inverseJShaped = byPositions({ first: 3, last: 1, middle: 1 });
