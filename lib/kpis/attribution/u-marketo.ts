import { byPositions } from './positions.ts';

/**
 * U as Marketo Measure counts it; another model than HubSpot's of the same name.
 * Formula  .5 first touch, .5 lead creation
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04, Adobe persons A and B
 */
export const uMarketo = byPositions({ first: 1, leadCreation: 1, middle: 0 });
