/** Where spend is read from, the most trusted first: people's own file, then what campaigns say they cost. */
export const SPEND_ORIGINS = ['csv', 'salesforce-campaign', 'hubspot-campaign'] as const;
export type SpendOrigin = (typeof SPEND_ORIGINS)[number];
