import * as z from 'zod';

const Share = z.number().min(0).optional();

/** Weights of the user's own model by position; they need not sum to 1. */
const CustomWeightsSchema = z
  .strictObject({
    /** The first touch. */
    first: Share,
    /** The last touch at or before the lead was created. */
    leadCreation: Share,
    /** The last touch at or before the opportunity was created. */
    opportunityCreation: Share,
    /** The last touch at or before the win. */
    won: Share,
    /** The last touch. */
    last: Share,
    /** All touches at none of these positions together. */
    middle: Share,
  })
  .refine(
    (shares) => Object.values(shares).some((share) => share !== undefined && share > 0),
    'needs a weight above 0',
  );

/** Attribution models beside the built-in ones. */
export const AttributionSchema = z.strictObject({ custom: CustomWeightsSchema.optional() });
