import { byPositions } from './positions.ts';

/**
 * U as HubSpot counts it; another model than Marketo's of the same name.
 * Formula  .4 first touch, .4 lead creation, .2 over those between
 * Empty    null without touches; positions missing or on one touch: see `weighByPositions`
 * Source   kpi-methods C.1; golden 04, u_hubspot
 */
export const uHubspot = byPositions({ first: 4, leadCreation: 4, middle: 2 });
