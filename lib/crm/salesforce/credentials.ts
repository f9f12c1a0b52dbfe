import * as z from 'zod';

const Word = z.string().min(1);

/**
 * What the secret of a Salesforce connection holds. JWT bearer is the one to prefer: nothing in it expires or rotates.
 * Client credentials work on the My Domain address only.
 */
export const SalesforceCredentialsSchema = z.union([
  z.strictObject({ clientId: Word, username: Word, privateKey: Word }),
  z.strictObject({ clientId: Word, refreshToken: Word, clientSecret: Word.optional() }),
  z.strictObject({ clientId: Word, clientSecret: Word }),
]);

export type SalesforceCredentials = z.infer<typeof SalesforceCredentialsSchema>;

/** Accepted by the simulator; used for loopback addresses without a configured secret. */
export const SIMULATOR_CREDENTIALS: SalesforceCredentials = {
  clientId: 'sim-local',
  clientSecret: 'sim-local',
};
