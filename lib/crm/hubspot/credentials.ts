import * as z from 'zod';

/**
 * The app whose webhooks journal is read, which takes client credentials with the scope `developer.webhooks_journal.read`.
 * https://developers.hubspot.com/docs/api-reference/latest/webhooks-journal/guide
 */
const JournalSchema = z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
const ServiceKeySchema = z.strictObject({
  accessToken: z.string().min(1),
  journal: JournalSchema.optional(),
});
const OAuthSchema = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  refreshToken: z.string().min(1),
  journal: JournalSchema.optional(),
});

/**
 * What the secret named in `revloop.yaml` holds: a service key (private app token), or an OAuth app's parts; with either,
 * the app whose journal is read, where there is one.
 */
export const HubspotCredentialsSchema = z.union([ServiceKeySchema, OAuthSchema]);

export type HubspotCredentials = z.infer<typeof HubspotCredentialsSchema>;
export type OAuthCredentials = z.infer<typeof OAuthSchema>;
export type JournalCredentials = z.infer<typeof JournalSchema>;
