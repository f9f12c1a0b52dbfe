import { byPositions } from './positions.ts';

/**
 * Full path (Z): W with the touch that closed the deal.
 * Formula  .225 first touch, lead creation, opportunity creation and win each, .1 over those between
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04
 */
export const fullPath = byPositions({ first: 9, leadCreation: 9, dealCreation: 9, won: 9, middle: 4 });
