/** What the pipeline says of a deal's stage, added to its record by the adapter: HubSpot has no such properties. */
export const STAGE_IS_CLOSED = 'revloop_stage_is_closed';
export const STAGE_IS_WON = 'revloop_stage_is_won';
