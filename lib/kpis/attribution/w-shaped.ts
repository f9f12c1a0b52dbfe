import { byPositions } from './positions.ts';

/**
 * W: how the deal came to be.
 * Formula  .3 first touch, .3 lead creation, .3 opportunity creation, .1 over those between
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04
 */
export const wShaped = byPositions({ first: 3, leadCreation: 3, dealCreation: 3, middle: 1 });
